from . import customer, dispatch, equipment, order, outlet
from . import test_conformance, test_tours, test_translations
