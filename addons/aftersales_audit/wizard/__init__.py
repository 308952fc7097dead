from . import aftersales_audit_scheme_import
from . import aftersales_audit_scheme_comparison
from . import aftersales_audit_scheme_comparison_line
from . import aftersales_audit_score_sheet
from . import aftersales_document_withdrawal
from . import aftersales_nonconformity_report
