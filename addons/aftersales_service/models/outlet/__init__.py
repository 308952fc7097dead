from . import aftersales_outlet
