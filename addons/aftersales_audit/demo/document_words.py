"""What the demo's documents and legal register say, in English and Chinese."""

CONTROLLER = ("Document Controller Wen", "文控文员")

#: Issued as they stand: document, text.
ISSUED = (
    (
        "sqp_04",
        (
            "<h2>1 Calls</h2><p>Every call is registered with the customer, the unit, "
            "its serial number and the fault before anybody goes.</p>"
            "<h2>2 Visits</h2><p>The technician calls ahead, wears his badge, and has "
            "the slip signed before he leaves.</p>",
            "<h2>1 报修</h2><p>每次报修均登记顾客、设备、编号和故障后方可派工。</p>"
            "<h2>2 上门</h2><p>技术员提前联系顾客，佩戴工牌，"
            "离开前请顾客在工单上签字。</p>",
        ),
    ),
    (
        "sqr_03",
        (
            "<p>What the law grants comes first. Terms we promise beyond it stand in "
            "chapter 11 of the manual and hold from the day of delivery.</p>",
            "<p>首先适用法律规定的权利。我们另行承诺的保修期限见手册第11章，"
            "自交付之日起计算。</p>",
        ),
    ),
    (
        "sqr_16",
        (
            "<p>Clerk, service manager, general manager: each has two days.</p>",
            "<p>客服、售后经理、总经理逐级处理，每级两天。</p>",
        ),
    ),
    (
        "sqr_11",
        (
            "<p>Files of customers are opened for the job at hand only. Nobody copies "
            "or sends them out of the house.</p>",
            "<p>顾客资料仅供当前服务使用，任何人不得复制或外传。</p>",
        ),
    ),
)
#: Issued, then changed: both texts, and what the change record says of it.
CHANGED = "sqp_03"
BEFORE = (
    "<h2>1 Reception</h2><p>A complaint is noted on the day it comes in.</p>"
    "<h2>2 Answer</h2><p>The customer is answered within three days.</p>",
    "<h2>1 受理</h2><p>投诉当日登记。</p><h2>2 答复</h2><p>三日内答复顾客。</p>",
)
AFTER = (
    "<h2>1 Reception</h2><p>A complaint is noted at once, with its level.</p>"
    "<h2>2 Answer</h2><p>The customer is answered within 24 hours.</p>"
    "<h2>3 Ways outside</h2><p>Whoever does not agree is told where to turn.</p>",
    "<h2>1 受理</h2><p>投诉立即登记并确定级别。</p>"
    "<h2>2 答复</h2><p>24小时内答复顾客。</p>"
    "<h2>3 外部途径</h2><p>对结果不满意的顾客，告知其外部投诉途径。</p>",
)
CHANGES = (
    ("1", "1", ("Noted at once, with its level", "立即登记并确定级别")),
    ("2", "2", ("24 hours instead of three days", "三日改为24小时")),
    ("3", "", ("New: ways outside", "新增外部途径")),
)
SUMMARY = ("Faster answers, ways outside", "加快答复，增加外部途径")
WITHDRAWN = "sqr_16"
WITHDRAWAL = (
    "Part of the complaint handling procedure now",
    "已并入投诉处理程序",
)
#: Handed in, and not signed by all yet.
IN_REVIEW = "sqr_19"
EMERGENCY = (
    "<p>Whoever meets danger to people stops the work, secures the place and calls the "
    "head of his department. The chain of report follows from there.</p>",
    "<p>发现人身危险者立即停工、保护现场并报告部门负责人，随后按报告链逐级上报。</p>",
)
REVIEW = (
    "Who stands in for a clerk on leave is missing; propose a rota.",
    "缺少客服请假时的代班安排，建议编制值班表。",
)
SUITABLE = ("Fits what is done.", "与实际做法一致。")
PAPER = {
    "name": ("Instructions for the Cabinet F349", "F349机柜使用说明书"),
    "code": "PI-F349",
    "kind": "product",
    "sequence": 900,
}
PAPER_TEXT = (
    "<h2>1 Safety</h2><p>Installation by trained people only; disconnect the power "
    "before opening.</p><h2>2 Care</h2><p>Clean the filter every month.</p>",
    "<h2>1 安全</h2><p>须由受过培训的人员安装，打开前切断电源。</p>"
    "<h2>2 保养</h2><p>每月清洗滤网。</p>",
)
FORM = {
    "name": ("Service Slip", "服务工单"),
    "code": "F-01",
    "kind": "form",
    "sequence": 910,
    "record_storage": ("Office, cabinet 3", "办公室3号柜"),
    "record_protection": ("Locked; sealed archive", "上锁；归档封存"),
    "record_disposal": ("Shredded by two people", "两人在场销毁"),
    "retention_years": 3,
}
FORM_TEXT = (
    "<p>One slip for each visit, printed from the order.</p>",
    "<p>每次上门一张，由工单打印。</p>",
)
PURPOSE = ("Tender of the water works", "水务公司投标")

#: What applies to the company; the first two do not hold any more.
LAWS = (
    *("contract_law", "gbt_16784_2", "product_quality_law", "consumer_law"),
    *("three_guarantees", "gbt_27922", "gb_9969", "trademark_law"),
)
CITED = ("contract_law", "product_quality_law", "consumer_law", "gbt_27922")
SHORTFALL = (
    "Two sheets of instructions lack the address of the maker.",
    "两份说明书缺少生产者地址。",
)
REPEALED = (
    "Does not hold any more; take it out of the list.",
    "已废止，应从清单中删除。",
)
PROOF = ("Spot check of papers", "文件抽查")
CONCLUSION = (
    "What applies is complied with, but for the instructions; a repealed law was still "
    "cited and is replaced.",
    "除说明书外均符合要求；仍引用一部已废止的法律，现予更换。",
)
