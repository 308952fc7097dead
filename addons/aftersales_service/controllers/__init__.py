from . import portal, portal_request, portal_loan, portal_claim
from . import tariff, recall, sheet
from . import unit_page, portal_unit, registration
from . import portal_outlet, portal_outlet_list, portal_outlet_job
from . import portal_outlet_visit, portal_outlet_entry
from . import field, outlet_finder
from . import commitment
from . import portal_settlement, portal_settlement_outlet
from . import customer_file
from . import opinion
from . import complaint, portal_complaint
from . import portal_outlet_complaint
from . import satisfaction
from . import portal_delivery
from . import care
from . import portal_contract
from . import archive
