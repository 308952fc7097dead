from . import portal, portal_request
from . import ledger, tariff, recall
from . import field
