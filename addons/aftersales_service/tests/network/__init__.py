from . import test_handover
