from . import (
    aftersales_warehouse_demo,
    aftersales_warehouse_demo_goods,
    aftersales_warehouse_demo_ledger,
)
