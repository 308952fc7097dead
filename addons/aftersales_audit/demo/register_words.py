"""What the demo's registers hold, in English and Chinese."""

RISK = {
    "title": ("One supplier only for control boards", "控制板仅有一家供应商"),
    "description": (
        "If he cannot deliver, repairs under warranty wait for weeks.",
        "若其不能供货，保修维修将等待数周。",
    ),
    "measure": (
        "A second supplier was approved; stock for two months.",
        "已批准第二供应商，并备足两个月库存。",
    ),
}
OPPORTUNITY = {
    "title": ("Readings from connected pumps", "联网水泵的运行数据"),
    "description": (
        "Maintenance could come before the fault.",
        "可在故障发生前安排保养。",
    ),
}
#: Identified only, and how likely and grave they are.
RISKS = (
    (("Technicians leave before the season", "旺季前技术员流失"), "4", "4"),
    (("Customer files on lost phones", "手机遗失导致顾客资料泄露"), "2", "5"),
    (("An outlet without a certified manager", "网点缺少持证售后管理师"), "2", "2"),
)
CRISIS = {
    "title": ("Motor burned in a school", "某学校电机烧毁"),
    "description": (
        "A desk motor smoked in a class room; nobody was hurt. The press has called.",
        "教室内升降桌电机冒烟，无人受伤，媒体已来电。",
    ),
    "place": ("Primary school, second floor", "小学二楼"),
}
DRILL = {
    "title": ("Drill: water in a switch room", "演练：配电室进水"),
    "description": (
        "The hotline was called at eight; the chain of report was gone through.",
        "八点拨打热线，按报告链逐级报告。",
    ),
    "cause": ("A drill.", "演练。"),
    "handling": ("Everybody was reached within an hour.", "一小时内全部通知到位。"),
    "lesson": (
        "The number of the deputy was missing from the list.",
        "名单上缺少副职的电话。",
    ),
}
RECOVERIES = (
    (
        ("Old pump taken back", "回收旧水泵"),
        {"kind": "goods", "quantity": 2, "disposal": "recycle"},
    ),
    (
        ("Used batteries", "废旧电池"),
        {"kind": "hazardous", "quantity": 14, "unit": "kg"},
    ),
)
RESEARCH = (
    (
        "research",
        ("Why seals wear out early", "密封件早期磨损的原因"),
        ("Hard water wears them out in a year.", "硬水使其一年内磨损。"),
    ),
    (
        "workshop",
        ("Spring workshop of the outlets", "网点春季交流会"),
        ("Twelve problems were talked through.", "讨论了十二个问题。"),
    ),
    (
        "customers",
        ("Yearly talk with the water works", "与水务公司的年度座谈"),
        ("They ask for spare seals on site.", "希望现场备用密封件。"),
    ),
    (
        "standard",
        ("Comments on a service standard of the trade", "对行业服务标准提出意见"),
        ("Comments were handed in to the association.", "已向协会提交意见。"),
    ),
)
QUESTION = ("What returns, and what helps.", "哪些问题反复出现，如何解决。")
SUGGESTIONS = (
    (
        ("A seal for hard water", "硬水专用密封件"),
        ("The same seal wears out every year.", "同一密封件每年都磨损。"),
        ("Offer one of another material.", "提供另一种材质的密封件。"),
        ("It is offered from next month.", "下月起提供。"),
    ),
    (
        ("Photos of the type plate", "拍摄铭牌照片"),
        ("Numbers are often read wrong.", "编号经常读错。"),
        ("Take a photo at each visit.", "每次上门拍一张照片。"),
        None,
    ),
)
DECLINED = {
    "title": ("Visits on Sundays", "周日上门服务"),
    "problem": ("Offices ask for Sundays.", "写字楼顾客要求周日上门。"),
    "proposal": ("Two teams on duty each Sunday.", "每周日安排两组值班。"),
}
DECLINED_WHY = (
    "Too few calls for two teams; the hotline names the emergency team.",
    "需求不足以安排两组，热线已提供应急值班。",
)
EFFECT = ("No seal was changed twice since.", "此后未再重复更换密封件。")
