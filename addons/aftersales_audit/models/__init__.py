from . import roles, document_mixin
from . import scheme
from . import evaluation
from . import nonconformity
from . import review
from . import document
from . import register
