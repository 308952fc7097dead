from . import test_portal
from . import test_portal_money
from . import test_sales
