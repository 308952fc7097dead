from . import layer
from . import depreciation
from . import receipt
from . import issue
from . import ledger
from . import stocktake
from . import network
from . import parts
