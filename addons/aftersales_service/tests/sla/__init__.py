from . import test_sla_cases, test_sla_promises, test_sla_pauses, test_sla_escalation
from . import test_load_holidays, test_sla_report, test_sla_tour, test_two_servers
from . import test_shipped_policies, test_sla_table
