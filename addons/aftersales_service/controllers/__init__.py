from . import portal, portal_request, portal_loan
from . import ledger, tariff
from . import field
