"""How a scorecard moves: computed, shown to the outlet, appealed, decided, final.

>>> FLOW.missing("finish", "computed")
('publish',)
>>> FLOW.can("finish", "appealed")  # first the appeal is decided
False
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "publish": Step({"computed"}, "published"),
        "appeal": Step({"published", "appealed"}, "appealed"),
        "decide": Step({"appealed"}, "decided"),
        "finish": Step({"published", "decided"}, "final"),
    },
    by_the_way={"appeal"},
)
#: What nobody has been shown yet may be computed anew.
FIRST = "computed"

MOMENTS = {
    "published": "published_at",
    "appealed": "appealed_at",
    "decided": "decided_at",
    "final": "final_at",
}
ROLES = {
    **dict.fromkeys(FLOW.steps, ("service_manager",)),
    "appeal": ("outlet_manager",),
}
