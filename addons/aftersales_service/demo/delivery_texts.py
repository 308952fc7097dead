"""What is said of deliveries and installations, in both languages."""

from typing import NamedTuple

from .texts import Text

CASE: Text = ("Wooden case", "木箱")
CARTON: Text = ("Cardboard, edges protected", "纸板箱，包角保护")
HAULIER: Text = ("Shunda Haulage", "顺达物流")
CALL_NOTE: Text = (
    "Goods lift at the back door; somebody opens from nine.",
    "货梯在后门，九点后有人开门。",
)
DENT: Text = (
    "Left door dented, cardboard torn at that corner.",
    "左门凹陷，同侧纸箱破损。",
)
DENT_CAUSE: Text = (
    "Strap too tight: the driver confirms it on the waybill.",
    "捆绑过紧，司机已在运单上确认。",
)
CUSTOMER_NOTE: Text = ("One door dented, the rest is fine.", "一扇门凹陷，其余完好。")
FLOOR: Text = ("Parquet of the meeting room", "会议室木地板")
FLOOR_CONDITION: Text = ("Without scratches", "无划痕")
FLOOR_PROTECTION: Text = ("Carpet laid, shoe covers on", "铺地毯，穿鞋套")
TOPICS: Text = (
    "Operation, emergency stop, daily care, what to do at a fault.",
    "操作方法、急停、日常保养、故障处理。",
)
TRAINEES: tuple[tuple[Text, Text], ...] = (
    (("Sun Li", "孙丽"), ("Archivist", "档案管理员")),
    (("Zhao Qiang", "赵强"), ("Building services", "后勤维修")),
)
POWER_CUT: Text = ("Power cut in the building", "大楼停电")


class Freight(NamedTuple):
    """One delivery: to whom, what, promised and brought so many days ago."""

    customer: int
    product: str
    promised: int  # days from today; less than 0: past
    state: str
    days: int = 0  # days from today on which it reached its state
    packaging: Text = CARTON


FREIGHTS = (
    Freight(8, "desk_d320", -12, "received", -12),
    Freight(15, "bookcase_b674", -9, "received", -7),
    Freight(22, "desk_d676", -1, "sent", -1, CASE),
    Freight(25, "desk_d320", 2, "ready", 0),
    Freight(29, "bookcase_b674", 5, "draft", 0),
)
# The one that came late, with a dent.
DAMAGED = 1

# Hours before now at which the run was read, and the load in percent.
READINGS = (
    *((hours, "101") for hours in (60, 56, 52)),
    (49, ""),  # power cut
    *((hours, "102") for hours in range(46, 1, -4)),
)
