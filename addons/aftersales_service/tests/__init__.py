from . import customer, dispatch, equipment, order, outlet
