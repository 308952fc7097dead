from . import test_aged_stock
from . import test_layer_machine
from . import test_layer_moves
from . import test_layer_rebuild
from . import test_storage_policy
