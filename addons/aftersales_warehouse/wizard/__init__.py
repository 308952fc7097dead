from . import aftersales_van_wizard
from . import aftersales_van_wizard_line
