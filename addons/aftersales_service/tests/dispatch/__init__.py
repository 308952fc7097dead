from . import test_dispatch_walk
from . import test_booking
from . import test_equipment_receipt
from . import test_slip_pdf
