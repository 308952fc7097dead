from . import portal, portal_request
from . import ledger, tariff
from . import field
