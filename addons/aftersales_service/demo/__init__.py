from . import (
    aftersales_demo,
    aftersales_demo_promises,
    aftersales_demo_people,
    aftersales_demo_skills,
    aftersales_demo_orders,
    aftersales_demo_work,
    aftersales_demo_checks,
)
