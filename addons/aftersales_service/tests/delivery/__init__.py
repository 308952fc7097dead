from . import test_delivery, test_delivery_portal
from . import test_installation, test_load_run, test_delivery_figures
