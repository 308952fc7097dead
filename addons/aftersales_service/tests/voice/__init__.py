from . import test_corrective_task
