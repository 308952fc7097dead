from . import test_audit
from . import test_audit_access
from . import test_audit_freeze
from . import test_audit_result
from . import test_programme
from . import test_evidence_sources
from . import test_evidence_year
from . import test_evidence_file
