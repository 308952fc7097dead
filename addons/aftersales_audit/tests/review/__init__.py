from . import test_certificate
from . import test_inspection
from . import test_management_review
from . import test_review_evidence
from . import test_service_target
