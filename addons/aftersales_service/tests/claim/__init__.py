from . import test_claim_steps
