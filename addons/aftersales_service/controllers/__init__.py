from . import portal, portal_request, portal_claim
from . import ledger, tariff
from . import field
