from . import test_field_action, test_field_offline
