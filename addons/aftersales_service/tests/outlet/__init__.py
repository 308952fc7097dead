from . import test_outlet
