{
    "name": "After-Sales Audit",
    "summary": "Self-audit of after-sales service by GB/T 27922-2011",
    "version": "19.0.1.0.0",
    "category": "Services/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales Suite contributors",
    "application": True,
    "depends": ["aftersales_service"],
    "data": ["views/aftersales_audit_menus.xml"],
}
