from . import sheet_mixin
from . import aftersales_intake, aftersales_intake_order
from . import aftersales_intake_promise, aftersales_intake_warranty
from . import aftersales_order_step
from . import aftersales_price_confirmation, aftersales_price_confirmation_line
from . import aftersales_site_payment
from . import aftersales_import_calls
from . import aftersales_import_calls_batch, aftersales_import_calls_column
from . import aftersales_ledger_export
from . import aftersales_load_holidays
from . import aftersales_spot_check_plan
from . import aftersales_technician_finder, aftersales_technician_finder_line
from . import aftersales_assign, aftersales_assign_line
from . import aftersales_recall_reply, aftersales_intake_recall
from . import aftersales_equipment_transfer
from . import aftersales_label_sheet
from . import aftersales_claim_suppliers
from . import aftersales_warranty_override
from . import aftersales_kpi_correction
from . import aftersales_handbook_setup, aftersales_handbook_setup_line
from . import aftersales_handbook_comparison, aftersales_handbook_comparison_line
from . import aftersales_outlet_step
from . import aftersales_outlet_access, aftersales_outlet_access_line
from . import aftersales_settle_month, aftersales_settlement_correction
from . import aftersales_settlement_answer
from . import aftersales_scorecard_step
from . import aftersales_kpi_sheet, aftersales_performance_export
from . import aftersales_signoff_sign
from . import aftersales_archive_reason, aftersales_archive_verify
from . import aftersales_privacy_anonymise, aftersales_privacy_anonymise_fields
from . import aftersales_opinion_call
from . import aftersales_return_visit_export
from . import aftersales_complaint_step
from . import aftersales_satisfaction_export, aftersales_satisfaction_interview
from . import aftersales_complaint_month
from . import aftersales_maintenance_step
