from . import resource_calendar, aftersales_makeup_day
from . import promise_mixin, promise_mixin_clock, promise_mixin_sweep
from . import promised_mixin, promised_mixin_facts, promised_mixin_view
from . import aftersales_sla_policy, aftersales_sla_target, aftersales_sla_step
from . import aftersales_pause_rule, aftersales_order_pause
from . import aftersales_order_sla
from . import aftersales_order, aftersales_order_milestones
from . import aftersales_order_waiting, aftersales_order_promise
from . import mail_activity, res_company, res_config_settings, res_partner
