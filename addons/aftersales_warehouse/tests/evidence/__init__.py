from . import test_evidence
from . import test_evidence_goods
from . import test_evidence_store
from . import test_evidence_parts
from . import test_finding
