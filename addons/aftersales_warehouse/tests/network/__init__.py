from . import test_network_companies
from . import test_network_gate
from . import test_network_stock
from . import test_network_suggestion
from . import test_network_transfer
