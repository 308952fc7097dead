from . import (
    aftersales_commitment,
    aftersales_commitment_promise,
    aftersales_commitment_check,
    aftersales_commitment_backing,
    aftersales_commitment_steps,
    aftersales_commitment_revision,
    aftersales_commitment_page,
)
from . import res_company_commitment, res_config_settings_commitment
