from . import test_storage_policy
