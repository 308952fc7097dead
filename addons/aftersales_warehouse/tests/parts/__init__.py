from . import test_van
from . import test_parts_status
from . import test_part_request
from . import test_part_substitution
from . import test_old_part
from . import test_part_proposal
from . import test_tool
from . import test_loaner_pool
