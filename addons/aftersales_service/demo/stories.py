"""How far each order of the demo got, and what it met on its way."""

from typing import NamedTuple


class Story(NamedTuple):
    """One order. Days count back from today for the call, forward for the visit."""

    state: str
    days: int
    customer: int
    product: str
    symptom: str
    warranty: str = "in"  # in, ended, unknown
    order_type: str = ""  # what the symptom says, else a repair
    visit: int | None = None  # None: the day after the call
    technician: int | None = None  # of the outlet; None: whoever is free
    slip: str = "sent"  # how far the slip of an order before "on site" is
    parts: bool = False
    money: str = ""  # sent, approved, invoice, posted, paid
    opinion: int = 0
    receipt: str = ""  # taken, recovered
    reason: str = ""  # of waiting
    before: str = ""  # state before waiting or cancelling
    outcome: str = "solved"
    cause: str = ""
    priority: str = "0"
    is_remote: bool = False
    is_goodwill: bool = False
    is_refused: bool = False


_IN_PROGRESS = "in_progress"

STORIES = (
    Story("draft", 0, 3, "locker_w401", "lock"),
    Story("draft", 0, 34, "shelving_c341", "crank", priority="1"),
    # The same fault that was repaired weeks ago, reported twice.
    Story("draft", 1, 1, "cabinet_f750", "drawer"),
    Story("draft", 0, 1, "cabinet_f750", "drawer", priority="1"),
    Story("draft", 0, 13, "desk_d320", "start", "ended"),
    Story("accepted", 1, 10, "safe_s983", "lock", visit=5, slip="planned"),
    Story("accepted", 1, 21, "bookcase_b674", "shelf", visit=7, slip="planned"),
    Story("accepted", 2, 5, "rack_r210", "installation"),
    Story("accepted", 0, 6, "shelving_c865", "screen", is_remote=True),
    Story("accepted", 1, 35, "rack_r210", "shelf", "unknown"),
    Story(
        "dispatched",
        2,
        2,
        "shelving_c341",
        "rail",
        visit=0,
        technician=0,
        slip="accepted",
    ),
    Story("dispatched", 1, 0, "cabinet_f750", "door", visit=0, technician=0),
    Story(
        "dispatched",
        3,
        4,
        "safe_s735",
        "lock",
        visit=0,
        technician=1,
        slip="departed",
        priority="2",
    ),
    Story("dispatched", 2, 11, "desk_d676", "drawer", visit=1),
    Story("dispatched", 4, 24, "shelving_c341", "maintenance", visit=2),
    Story("dispatched", 3, 28, "cabinet_f349", "paint", visit=3),
    Story("dispatched", 5, 36, "locker_w401", "door", "ended", visit=6),
    Story("dispatched", 2, 17, "screen_p486", "scratch", visit=4, technician=0),
    Story("on_site", 3, 9, "bookcase_b674", "shelf", visit=0, technician=0),
    Story("on_site", 3, 16, "desk_d320", "start", visit=0, technician=2),
    Story(
        "assessed",
        3,
        12,
        "shelving_c865",
        "port",
        "ended",
        visit=0,
        parts=True,
        money="sent",
    ),
    Story(
        "assessed",
        3,
        0,
        "desk_d320",
        "light",
        "ended",
        visit=-1,
        parts=True,
        money="sent",
        outcome="follow_up",
    ),
    Story("assessed", 2, 7, "rack_r210", "shelf", visit=0, technician=3),
    Story(
        _IN_PROGRESS,
        6,
        0,
        "shelving_c865",
        "start",
        "ended",
        parts=True,
        money="approved",
        receipt="taken",
        outcome="parts_needed",
    ),
    Story(_IN_PROGRESS, 4, 23, "shelving_c341", "crank", visit=0, parts=True),
    Story(_IN_PROGRESS, 4, 30, "safe_s983", "lock", "unknown", visit=0, money="sent"),
    Story("repaired", 4, 8, "cabinet_f349", "lock", visit=0, technician=1, parts=True),
    Story("repaired", 6, 18, "screen_p486", "scratch", visit=-1),
    Story("signed", 6, 25, "cabinet_f750", "rail", parts=True),
    Story(
        "signed",
        8,
        14,
        "desk_d320",
        "light",
        "ended",
        parts=True,
        money="approved",
        opinion=1,
    ),
    Story("signed", 9, 19, "bookcase_b674", "door", "ended", money="invoice"),
    Story(
        "signed",
        10,
        0,
        "safe_s983",
        "lock",
        "unknown",
        parts=True,
        money="posted",
        opinion=1,
    ),
    Story("settled", 11, 3, "cabinet_f349", "drawer", parts=True, opinion=2),
    Story("settled", 12, 26, "locker_w401", "lock", "ended", parts=True, money="paid"),
    Story("closed", 14, 12, "shelving_c341", "fan", opinion=3),
    Story("closed", 17, 20, "locker_w401", "lock", is_refused=True),
    Story("closed", 20, 17, "shelving_c865", "start", parts=True, receipt="recovered"),
    Story(
        "closed",
        21,
        11,
        "desk_d676",
        "drawer",
        cause="misuse",
        parts=True,
        money="paid",
        opinion=2,
    ),
    Story("closed", 24, 39, "cabinet_f349", "missing", parts=True, opinion=1),
    Story("closed", 26, 29, "desk_d676", "installation"),
    Story("closed", 28, 0, "bookcase_b674", "maintenance", "ended", money="paid"),
    Story("closed", 30, 38, "locker_w401", "door", "ended", is_goodwill=True),
    Story("closed", 33, 31, "shelving_c865", "screen", is_remote=True),
    Story("closed", 35, 22, "shelving_c341", "rail", parts=True, opinion=1),
    Story(
        "closed",
        38,
        15,
        "safe_s735",
        "lock",
        "ended",
        parts=True,
        money="paid",
        opinion=4,
    ),
    Story("closed", 40, 1, "cabinet_f750", "drawer", parts=True, opinion=1),
    Story("archived", 42, 32, "bookcase_b674", "maintenance", order_type="patrol"),
    Story("archived", 43, 27, "cabinet_f349", "lock", "ended", money="paid"),
    Story("archived", 44, 2, "shelving_c341", "crank", parts=True),
    Story(
        "waiting",
        7,
        5,
        "desk_d320",
        "start",
        "ended",
        parts=True,
        money="sent",
        reason="customer",
        before="assessed",
        outcome="follow_up",
    ),
    Story(
        "waiting",
        5,
        37,
        "bookcase_b674",
        "paint",
        reason="customer",
        before="accepted",
        slip="",
    ),
    Story(
        "waiting",
        9,
        4,
        "shelving_c865",
        "port",
        parts=True,
        receipt="taken",
        reason="parts",
        before=_IN_PROGRESS,
        outcome="parts_needed",
    ),
    Story(
        "waiting",
        8,
        29,
        "desk_d320",
        "light",
        parts=True,
        reason="parts",
        before="assessed",
        outcome="parts_needed",
    ),
    Story(
        "waiting",
        6,
        13,
        "locker_w401",
        "door",
        reason="access",
        before="on_site",
        outcome="not_met",
    ),
    Story(
        "waiting",
        3,
        33,
        "safe_s735",
        "lock",
        reason="access",
        before="accepted",
        slip="",
    ),
    Story(
        "waiting",
        10,
        21,
        "desk_d676",
        "scratch",
        reason="third_party",
        before="assessed",
        outcome="follow_up",
    ),
    Story(
        "waiting",
        12,
        36,
        "rack_r210",
        "missing",
        reason="third_party",
        before="accepted",
        slip="",
    ),
    Story("cancelled", 15, 7, "locker_w401", "lock", before="accepted", slip=""),
    Story("cancelled", 9, 16, "desk_d320", "start", before="dispatched"),
)
