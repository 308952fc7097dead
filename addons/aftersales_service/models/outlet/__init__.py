from . import aftersales_outlet, reminder_mixin, expiry_mixin
from . import aftersales_outlet_document_type, aftersales_outlet_document_requirement
from . import aftersales_outlet_document, aftersales_outlet_papers
from . import aftersales_outlet_contract, aftersales_outlet_contracts
from . import aftersales_outlet_application, aftersales_outlet_analytic
from . import aftersales_outlet_membership, aftersales_outlet_parents
from . import aftersales_outlet_hours, resource_calendar, aftersales_outlet_finder
from . import res_company, res_config_settings
