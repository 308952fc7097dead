from . import ir_sequence, numbered_mixin, flow_mixin, coverage_mixin, origin_mixin
from . import thread_mixin, cached_mixin, form_mixin, rate_limit
from . import page_mixin, export_mixin
from . import sealed_mixin, signoff_role, signoff, signoff_mixin
from . import res_company, res_config_settings, res_users
from . import outlet, tariff
from . import equipment
from . import order
from . import dispatch
from . import assignment, checklist
from . import sla
from . import warranty
from . import claim, recall
from . import board, field
from . import customer
from . import performance
from . import network
from . import settlement
from . import complaint
from . import voice
from . import delivery
from . import maintenance
from . import training
from . import archive
from . import handbook
