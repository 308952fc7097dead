{
    "name": "After-Sales Audit",
    "summary": "Self-audit of after-sales service by GB/T 27922-2011",
    "version": "19.0.1.0.0",
    "category": "Services/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales Suite contributors",
    "application": True,
    "depends": ["aftersales_service"],
    "data": [
        "security/ir.model.access.csv",
        "views/aftersales_audit_menus.xml",
    ],
    "demo": ["demo/aftersales_audit_demo.xml"],
}
