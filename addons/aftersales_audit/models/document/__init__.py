from . import aftersales_document_source
from . import aftersales_document, aftersales_document_chapter
from . import aftersales_document_guard
from . import aftersales_document_revision, aftersales_document_revision_steps
from . import (
    aftersales_document_revision_paper,
    aftersales_document_revision_difference,
)
from . import aftersales_document_change
from . import aftersales_document_copy, aftersales_document_copy_steps
from . import aftersales_document_review
from . import aftersales_document_refresh
from . import hr_employee, ir_attachment
