from . import aftersales_order, aftersales_order_timeline
from . import aftersales_dispatch_slip
from . import aftersales_tariff, aftersales_payment_receipt, aftersales_outlets
from . import aftersales_ledger
from . import aftersales_sla_report
from . import aftersales_recall_report
from . import aftersales_loaner, aftersales_loan_slip
from . import aftersales_warranty_cost
from . import aftersales_claim_statement, aftersales_complaint_record
from . import aftersales_label, aftersales_warranty_card
from . import aftersales_commitment
from . import aftersales_settlement_sheet
from . import aftersales_customer_file
from . import aftersales_complaint_report
from . import aftersales_delivery_papers
from . import aftersales_contract
