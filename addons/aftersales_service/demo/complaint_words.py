"""What complainants and those who answer them say, in English and Chinese."""

from .texts import Text

DELAY: Text = ("Nobody came at the appointed time", "约好时间没有人上门")
DELAY_TEXT: Text = (
    "I took the afternoon off, and nobody came or called.",
    "我专门请了半天假，既没人来也没人打电话。",
)
CONDUCT: Text = ("The technician was rude", "维修师傅态度不好")
CONDUCT_TEXT: Text = (
    "He said the damage was our own fault before he looked at it.",
    "还没检查就说是我们自己弄坏的。",
)
CONDUCT_CAUSE: Text = (
    "New colleague, rules of conduct not read yet.",
    "新入职员工，尚未学习服务规范。",
)
CONDUCT_LESSON: Text = (
    "Rules of conduct are read before the first visit.",
    "上岗前必须学习服务规范。",
)
SORRY: Text = (
    "We apologise; the colleague has been spoken to.",
    "我们向您道歉，已对该员工进行批评教育。",
)
CONTENT: Text = ("He is content with the answer.", "客户对处理结果表示满意。")
REPAIR: Text = ("The drawer sticks again", "抽屉修好后又卡住了")
REPAIR_TEXT: Text = (
    "Repaired in spring, and it is the same again.",
    "春天刚修过，现在又是同样的毛病。",
)
REPAIR_OFFER: Text = ("Rails replaced free of charge.", "免费更换导轨。")
INJURY: Text = ("A shelf came down and hurt a clerk", "搁板掉落砸伤一名职员")
INJURY_TEXT: Text = (
    "The top shelf came down; our clerk was treated in hospital.",
    "最上层搁板掉落，我方一名职员被送医处理。",
)
INJURY_FOUND: Text = (
    "Shelf supports were of a weak batch; all of them are looked up.",
    "搁板托架批次强度不足，正在排查同批次产品。",
)
INJURY_OFFER: Text = (
    "Costs of treatment and lost time are paid.",
    "承担医疗费和误工费。",
)
CHARGE: Text = ("Charged although under warranty", "保修期内仍收费")
CHARGE_TEXT: Text = (
    "The invoice says labour, but the cabinet is a year old.",
    "发票写着人工费，可是柜子才买一年。",
)
CHARGE_OFFER: Text = (
    "The damage came from a move; labour is charged by the tariff.",
    "故障由搬运造成，按收费标准收取人工费。",
)
CHARGE_REJECTED: Text = (
    "Nobody moved it. I will ask 12315.",
    "没有人搬动过，我要打12315。",
)
CHARGE_POSITION: Text = (
    "He wants his 200 yuan back.",
    "客户要求退还200元。",
)
