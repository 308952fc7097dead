from . import (
    aftersales_demo,
    aftersales_demo_promises,
    aftersales_demo_people,
    aftersales_demo_skills,
    aftersales_demo_orders,
    aftersales_demo_work,
    aftersales_demo_checks,
    aftersales_demo_warranty,
    aftersales_demo_units,
    aftersales_demo_claims,
    aftersales_demo_suppliers,
    aftersales_demo_loans,
)
