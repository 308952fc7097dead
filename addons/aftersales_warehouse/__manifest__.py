{
    "name": "After-Sales Warehouse",
    "summary": "Service warehouse: goods checked, signed for, counted; aged stock "
    "depreciates by rule",
    "version": "19.0.1.0.0",
    "category": "Services/After-Sales",
    "license": "LGPL-3",
    "author": "After-Sales Suite contributors",
    "application": True,
    "depends": [
        "aftersales_service",
        "barcodes_gs1_nomenclature",
        "purchase_stock",
        "stock_account",
    ],
    "external_dependencies": {"python": ["xlsxwriter"]},
    "data": [
        "security/ir.model.access.csv",
        "security/aftersales_layer_security.xml",
        "data/aftersales_storage_policy_data.xml",
        "views/aftersales_warehouse_menus.xml",
    ],
    "demo": ["demo/aftersales_warehouse_demo.xml"],
}
