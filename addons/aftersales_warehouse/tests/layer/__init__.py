from . import test_layer_moves
from . import test_storage_policy
