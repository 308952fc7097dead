from . import test_equipment, test_delivery, test_return, test_kit, test_invoice_unit
from . import test_unit_policy, test_owner, test_part, test_unit_import
from . import test_build, test_unit_views
