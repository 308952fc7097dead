from . import aftersales_tariff_zone, aftersales_tariff_band, aftersales_tariff_rule
from . import product_pricelist, res_company
