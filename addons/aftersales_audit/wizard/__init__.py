from . import aftersales_document_withdrawal
