from . import test_document, test_document_copy, test_document_guard
from . import test_document_manual
