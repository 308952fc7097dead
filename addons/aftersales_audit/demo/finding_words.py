"""What the demo's units, inspectors and managers write, in English and Chinese."""

CAUSE = (
    "Nobody was named for the record, and no one looked whether it is kept.",
    "未指定记录责任人，也无人检查记录是否完整。",
)
WHYS = (
    (
        ("Why was there no record?", "为什么没有记录？"),
        ("Nobody knew that it was his to write.", "没有人知道应由自己填写。"),
    ),
    (
        ("Why did nobody know?", "为什么没有人知道？"),
        ("The duty is not in the description of the post.", "岗位职责中没有这一项。"),
    ),
)
METHOD = ("The form has no line for it.", "表单中没有该栏目。")
MEASURES = {
    "correction": ("Write the missing records.", "补齐缺失的记录。"),
    "corrective": (
        "Name who writes the record; teach him.",
        "明确记录责任人并进行培训。",
    ),
    "preventive": (
        "Look at the records of all outlets every month.",
        "每月检查所有网点的记录。",
    ),
}
OUTCOME = ("Done; see the register.", "已完成，见登记簿。")
VERIFIED = ("Ten records were drawn, all are complete.", "抽查十份记录，均完整。")
INCIDENT = ("Ladder slipped during an installation", "安装时梯子滑倒")
INCIDENT_FACTS = (
    "A technician fell from one metre; bruises, no days lost. The floor was wet.",
    "技术员从一米高处跌落，轻微擦伤，未误工。地面潮湿。",
)
REPORT = (
    "Slips, tools and the notice of charges were looked at. Two slips are unsigned.",
    "检查了派工单、工具和收费公示。两份派工单缺少签字。",
)
OPINION = (
    "Targets were kept. Rules on records are kept in part.",
    "目标完成；记录制度部分执行。",
)
REVIEW = ("Management review of the year", "年度管理评审")
DECISION = (
    "Give each outlet a tablet for signatures.",
    "为每个网点配备签字平板。",
)
BECAUSE = ("Signatures are missing on paper.", "纸质单据缺签字。")
BODY = ("Certification Body (Demo)", "认证机构（演示）")
SCOPE = ("After-sales service of office furniture", "办公家具售后服务")
FINDING = (
    "No explanation to the customer after a service on site",
    "现场服务后未向顾客培训讲解",
)
FINDING_FACTS = (
    "Three of ten slips drawn have no line about it.",
    "抽查十份派工单，三份没有讲解记录。",
)
