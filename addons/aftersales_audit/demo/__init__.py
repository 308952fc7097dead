from . import aftersales_audit_demo
from . import aftersales_audit_demo_correction
from . import aftersales_audit_demo_evaluation
from . import aftersales_audit_demo_document, aftersales_audit_demo_legal
from . import aftersales_audit_demo_finding
from . import aftersales_audit_demo_register
from . import aftersales_audit_demo_scheme
