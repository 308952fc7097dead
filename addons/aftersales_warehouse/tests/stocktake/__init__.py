from . import test_handover
from . import test_stocktake
from . import test_stocktake_moving
from . import test_stocktake_rpc
from . import test_stocktake_steps
from . import test_stocktake_tour
