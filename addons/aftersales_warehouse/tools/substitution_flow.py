"""How a substitute part gets into a repair: proposed, agreed to, used.

>>> FLOW.missing("use", "proposed")
('agree',)
>>> FLOW.can("agree", "refused")
False
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "agree": Step({"proposed"}, "agreed"),
        "refuse": Step({"proposed", "agreed"}, "refused"),
        "use": Step({"agreed"}, "used"),
        # A substitute that is equal in every respect is asked of nobody.
        "use_equivalent": Step({"proposed"}, "used"),
    },
    by_the_way={"refuse", "use_equivalent"},
)
MOMENTS = {"used": "used_at", "refused": "refused_at"}

PEOPLE = ("technician", "outlet_manager", "dispatcher")
ROLES = dict.fromkeys(FLOW.steps, PEOPLE)
