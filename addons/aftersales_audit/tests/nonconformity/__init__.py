from . import test_finding
from . import test_nonconformity
from . import test_nonconformity_access
from . import test_nonconformity_audit
from . import test_nonconformity_sla
