from . import test_customer_file, test_masking
from . import test_portal
from . import test_portal_money
from . import test_sales
