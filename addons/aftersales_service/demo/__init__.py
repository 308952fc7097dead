from . import (
    aftersales_demo,
    aftersales_demo_people,
    aftersales_demo_orders,
    aftersales_demo_work,
)
