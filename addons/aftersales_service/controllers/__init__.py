from . import portal, portal_request
from . import ledger
from . import field
