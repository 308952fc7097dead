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
PATROL = ("Two slips are unsigned.", "两份派工单缺少签字。")
REVIEW = ("Management review of the year", "年度管理评审")
DECISION = (
    "Give each outlet a tablet for signatures.",
    "为每个网点配备签字平板。",
)
BECAUSE = ("Signatures are missing on paper.", "纸质单据缺签字。")
BODY = ("Certification Body (Demo)", "认证机构（演示）")
SCOPE = ("After-sales service of office furniture", "办公家具售后服务")
WIDER_SCOPE = (
    "After-sales service of office furniture and of smart locks",
    "办公家具及智能锁售后服务",
)
FINDING = (
    "No explanation to the customer after a service on site",
    "现场服务后未向顾客培训讲解",
)
FINDING_FACTS = (
    "Three of ten slips drawn have no line about it.",
    "抽查十份派工单，三份没有讲解记录。",
)

#: Findings of every source: source, degree, clause, department or outlet, days ago,
#: how far it came, and what is told of it.
FINDINGS = (
    (
        *("complaint", "minor", "5.3.2.2", "outlet_jn", 75, "closed"),
        ("The customer was not told of the delay", "延误未提前告知顾客"),
        (
            "A complaint tells that nobody called before the second delay.",
            "投诉反映第二次延误前无人致电告知。",
        ),
    ),
    (
        *("complaint", "minor", "5.3.2.2", "outlet_jn", 9, "issued"),
        ("Again not told of a delay", "再次未告知延误"),
        (
            "The same as two months before: a visit was put off without a call.",
            "与两个月前相同：改期上门未致电。",
        ),
    ),
    (
        *("sla", "minor", "5.2.4.1", "outlet_ty", 48, "reopened"),
        ("Responses later than promised", "响应超出承诺时限"),
        (
            "Three calls of a week were answered after the promised hour.",
            "一周内三次报修超过承诺的一小时才响应。",
        ),
    ),
    (
        *("warehouse", "observation", "5.2.4.4", "department_repair", 60, "closed"),
        ("Three spare parts missing at the count", "盘点缺少三件备件"),
        (
            "The count found three hinges less than the books; no slip explains them.",
            "盘点比账面少三件铰链，无单据可查。",
        ),
    ),
    (
        *("inspection", "observation", "5.2.4.1", "outlet_jn", 95, "closed"),
        ("Notice of charges is out of date", "收费公示已过期"),
        ("The price list on the wall is of last year.", "墙上公示为去年的价格表。"),
    ),
    (
        *("inspection", "minor", "5.2.4.4", "outlet_jn", 66, "executed"),
        ("Measuring tools without calibration", "量具未校准"),
        (
            "Two of five torque wrenches have no valid label.",
            "五把扭力扳手中两把无有效标签。",
        ),
    ),
    (
        *("inspection", "minor", "5.2.4.1", "outlet_jn", 34, "planned"),
        ("Slips without a signature", "派工单缺少签字"),
        ("Two of twenty slips are unsigned.", "二十份派工单中两份未签字。"),
    ),
    (
        *("other", "serious", "5.1.3.2", "department_field", 20, "verified"),
        ("Visit by a technician whose certificate had ended", "证书过期的技术员上门"),
        (
            "A gas appliance was repaired by somebody whose certificate had ended.",
            "燃气设备由证书已过期的人员维修。",
        ),
    ),
)
ORDER_TEXT = (
    "No visits to gas appliances by people without a valid certificate, from today. "
    "Report within three days.",
    "即日起无有效证书人员不得上门维修燃气设备，三日内上报整改情况。",
)
EFFECT = ("None was seen since.", "此后未再发生。")
NO_EFFECT = ("Two more late answers in the month after.", "次月又有两次超时响应。")
FURTHER = ("A second clerk answers at noon.", "中午增设一名接线员。")
LAST_REVIEW = ("Management review of last year", "上年度管理评审")
REASON = ("The manual was being rewritten.", "手册正在修订。")
DISCUSSION = ("Taken note of; targets stay.", "已知悉，目标不变。")
CONCLUSION = (
    "The system is suitable, adequate and effective; records need care.",
    "体系适宜、充分、有效；记录管理需加强。",
)
DEPARTMENT_REPORT = (
    "The calls of ten days were listened to; registers are complete.",
    "抽听十天来电录音，登记完整。",
)
