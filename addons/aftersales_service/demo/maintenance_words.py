"""Contracts and rounds of the demo, in both languages."""

from .texts import Text

SERVICES: tuple[tuple[Text, float], ...] = (
    (("Yearly Check", "年度保养"), 800.0),
    (("Monthly Patrol", "月度巡检"), 2400.0),
)
PROMISE: Text = ("Contract customers: 4 working hours", "合同客户：4 个工作小时上门")
SCHOOL: Text = ("Full service, filing rooms", "档案室全保")
OFFICE: Text = ("Service of the head office", "总部办公家具保养")
ARCHIVE: Text = ("Extension: second archive", "扩展：第二档案室")
LIBRARY: Text = ("Library shelving", "图书馆书架保养")
SHOP: Text = ("Service of the showroom", "展厅家具保养")
TERMS: Text = (
    "Visits between 8 and 17 o'clock on working days. Notice of one month.",
    "工作日 8 至 17 时上门。解约须提前一个月通知。",
)
MOVES: Text = ("The customer moves to another city", "客户迁往外地")
FAULT: Text = ("Drawer rail worn, runs out of true", "抽屉导轨磨损，运行偏斜")
CLOSED: Text = ("Building closed for holidays", "假期闭馆")
ROUND: Text = ("All units looked at, rails oiled", "逐台检查，导轨加油")
HOURS: Text = ("Operating hours", "运行小时")
METER_PLAN: Text = ("Every 500 operating hours", "每 500 运行小时保养")
