from . import test_commitment
