"""How a commitment comes about: drafted, feasible, approved, published (R016, R017).

>>> FLOW.missing("publish", "draft")
('submit', 'confirm', 'approve')
>>> FLOW.can("rework", "published")
False
"""

from .flow import Flow, Step

FLOW = Flow(
    {
        "submit": Step({"draft"}, "checking"),
        "confirm": Step({"checking"}, "checked"),
        "approve": Step({"checked"}, "approved"),
        "publish": Step({"approved"}, "published"),
        "supersede": Step({"published"}, "superseded"),
        "rework": Step({"checking", "checked", "approved"}, "draft"),
    },
    by_the_way={"supersede", "rework"},
)
MOMENTS = {
    "checking": "submitted_at",
    "approved": "approved_at",
    "published": "published_at",
}
# Approval is not a role's: see ``aftersales.commitment._check_may_approve``.
ROLES = dict.fromkeys(FLOW.steps, ("service_manager",))
