from . import test_dispatch_walk, test_booking, test_equipment_receipt
from . import test_field_action, test_field_offline, test_slip_pdf
