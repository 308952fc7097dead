from . import aftersales_audit_demo
