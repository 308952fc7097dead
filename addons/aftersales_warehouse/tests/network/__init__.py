from . import test_network_stock
from . import test_network_transfer
