"""How a day, or a month, of a warehouse is cleared (日清月结).

Moves that come into what is cleared disturb it; it is then cleared again.

>>> FLOW.can("clear", "open"), FLOW.can("clear", "disturbed")
(True, True)
>>> FLOW.can("disturb", "open")  # nobody has confirmed anything yet
False
"""

from ...aftersales_service.tools.flow import Flow, Step

FLOW = Flow(
    {
        "clear": Step({"open", "disturbed"}, "cleared"),
        "disturb": Step({"cleared"}, "disturbed"),
    },
    by_the_way={"disturb"},
)
# States in which somebody still has to confirm.
OPEN_STATES = ("open", "disturbed")
MOMENTS: dict[str, str] = {}
ROLES = {
    "clear": ("storekeeper", "outlet_manager", "finance"),
    # Only the nightly watch does.
    "disturb": (),
}
# A month is balanced by finance, when its days are cleared.
MONTH_ROLES = ("finance",)
