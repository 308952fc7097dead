from . import test_dispatch_walk, test_booking, test_equipment_receipt
from . import test_slip_pdf
from . import test_checklist, test_spot_check, test_daily_report, test_help
from . import test_skills, test_ranking, test_bulk_planning, test_route
