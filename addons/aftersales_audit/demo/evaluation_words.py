"""What the demo's auditors write, in English and Chinese."""

EDITION = ("Demo, Equal Shares", "演示（平均分）")
SCHEME_NOTE = (
    "Points are equal shares, made up for the demonstration. They are not those of the "
    "standard.",
    "分值为演示用平均分，并非标准规定的分值。",
)
MATRIX = ("Matrix of the Company", "公司职责矩阵")
OBJECTIVE = (
    "To see before the certifier does where points are lost.",
    "在认证机构评审之前找出失分点。",
)
MINUTES = {
    "opening": (
        "Scope, schedule and the sampled outlets were presented.",
        "介绍了范围、日程和抽样网点。",
    ),
    "closing": (
        "Findings were presented and agreed on.",
        "通报并确认了发现的问题。",
    ),
}
NOT_MET = (
    "No record of the last quarter could be shown.",
    "未能提供上一季度的记录。",
)
SAMPLED = (
    "Slips were drawn from the archive; some lack the customer's signature.",
    "从档案中抽查派工单，部分缺少顾客签字。",
)
OVERRIDE = (
    "Originals on paper were looked at, which the system does not hold.",
    "查看了系统中没有的纸质原件。",
)
DEDUCTION = (
    "The notice of charges was missing at one outlet.",
    "一家网点未张贴收费标准。",
)
CONCLUSION = (
    "The system works and is kept up. Records of the outlets need care.",
    "体系运行有效并得到保持；网点记录需加强。",
)
