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
    ago: int = 0  # minutes since the call, for what has only just come in
    visit: int | None = None  # None: the day of the call or the next one
    technician: int | None = None  # of the outlet; None: whoever is free
    slip: str = "sent"  # how far the slip of a dispatched order is
    parts: bool = False
    money: str = ""  # sent, approved, invoice, posted, paid, cash
    opinion: int = 0
    receipt: str = ""  # taken, recovered
    reason: str = ""  # of waiting; where it is over, before the first visit
    before: str = ""  # state before waiting or cancelling
    outcome: str = "solved"
    cause: str = ""
    priority: str = "0"
    is_remote: bool = False
    is_goodwill: bool = False
    is_refused: bool = False
    is_pinned: bool = False
    asks_help: bool = False


_IN_PROGRESS = "in_progress"

STORIES = (
    Story("draft", 0, 3, "locker_w401", "lock", ago=15),
    Story("draft", 0, 34, "shelving_c341", "crank", ago=50, priority="1"),
    # The same fault that was repaired weeks ago, reported twice.
    Story("draft", 1, 1, "cabinet_f750", "drawer"),
    Story("draft", 0, 1, "cabinet_f750", "drawer", ago=100, priority="1"),
    Story("draft", 0, 13, "desk_d320", "start", "ended", ago=25),
    Story("accepted", 1, 10, "safe_s983", "lock", visit=5),
    Story("accepted", 1, 21, "bookcase_b674", "shelf", visit=7),
    Story("accepted", 2, 5, "rack_r210", "installation"),
    Story("accepted", 0, 6, "shelving_c865", "screen", ago=120, is_remote=True),
    Story("accepted", 1, 35, "rack_r210", "shelf", "unknown"),
    Story("accepted", 0, 9, "safe_s983", "lock", ago=40),
    Story("accepted", 0, 14, "desk_d676", "drawer", ago=75),
    Story("accepted", 0, 2, "bookcase_b674", "door", ago=55, priority="1"),
    Story("accepted", 1, 8, "rack_r210", "shelf"),
    Story("accepted", 0, 5, "cabinet_f349", "drawer", ago=60, visit=0, technician=2),
    Story("accepted", 0, 1, "locker_w401", "lock", ago=90, visit=1, is_pinned=True),
    Story("accepted", 1, 3, "desk_d676", "drawer", visit=1, technician=1),
    Story("accepted", 1, 11, "cabinet_f349", "door", visit=1),
    Story(
        "dispatched",
        0,
        2,
        "shelving_c341",
        "rail",
        ago=100,
        visit=0,
        technician=0,
        slip="accepted",
    ),
    Story("dispatched", 0, 0, "cabinet_f750", "door", ago=95, visit=0, technician=0),
    Story(
        "dispatched",
        0,
        4,
        "safe_s735",
        "lock",
        ago=200,
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
    Story(
        "on_site",
        0,
        9,
        "bookcase_b674",
        "shelf",
        ago=170,
        visit=0,
        technician=0,
        asks_help=True,
    ),
    Story("on_site", 3, 16, "desk_d320", "start", visit=0, technician=2),
    Story(
        "assessed",
        0,
        12,
        "shelving_c865",
        "port",
        "ended",
        ago=230,
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
    Story("assessed", 0, 7, "rack_r210", "shelf", ago=210, visit=0, technician=3),
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
    Story("signed", 1, 4, "cabinet_f349", "lock", "ended", technician=0, money="cash"),
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
    Story("closed", 14, 12, "shelving_c341", "fan", visit=-13, reason="customer"),
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
    Story("closed", 35, 22, "shelving_c341", "rail", visit=-34, reason="access"),
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
    Story("waiting", 3, 33, "safe_s735", "lock", reason="access", before="accepted"),
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
    ),
    Story("cancelled", 15, 7, "locker_w401", "lock", before="accepted"),
    Story("cancelled", 9, 16, "desk_d320", "start", before="dispatched"),
    # What the warranty decides beyond free and paid.
    Story("assessed", 2, 40, "desk_d320", "start", cause="misuse", visit=0),
    Story("assessed", 1, 41, "bookcase_b674", "door", "ended", visit=0),
    Story("closed", 27, 15, "shelving_c865", "start", parts=True, opinion=3),
    Story("closed", 13, 15, "shelving_c865", "start", parts=True, opinion=4),
    Story("assessed", 3, 15, "shelving_c865", "start", visit=0),
    Story(
        "waiting",
        27,
        18,
        "desk_d320",
        "light",
        parts=True,
        reason="parts",
        before="assessed",
        outcome="parts_needed",
    ),
    Story("closed", 16, 25, "safe_s983", "blocked"),
    Story("closed", 19, 22, "bookcase_b674", "unstable"),
)
