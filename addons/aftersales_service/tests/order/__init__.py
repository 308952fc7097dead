from . import test_order_walk, test_order_steps, test_order_step_wizard
from . import test_order_types
from . import test_order_requirements, test_order_close, test_order_history
from . import test_order_state_guard, test_order_roles, test_access
from . import test_coverage, test_quotation, test_warranty_cost
from . import test_intake, test_service_calls, test_host_import, test_origins
from . import test_numbers, test_query_counts, test_ledger
from . import test_further_work, test_evidence, test_help
from . import test_price_confirmation, test_site_payment
