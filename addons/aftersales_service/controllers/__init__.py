from . import portal, portal_request, portal_loan, portal_claim
from . import ledger, tariff, recall
from . import unit_page, portal_unit, registration
from . import field
from . import customer_file
