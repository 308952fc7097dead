"""Words of the network's stories, in English and Chinese side by side."""

from .texts import Text

# Code, name, city in both languages, zip, province, point, the state it ends in.
MORE_OUTLETS: tuple[tuple[str, Text, Text, str, str, tuple[float, float], str], ...] = (
    (
        "WF",
        ("Weifang Partner", "潍坊合作网点"),
        ("Weifang", "潍坊"),
        "261000",
        "SD",
        (36.71, 119.16),
        "suspended",
    ),
    (
        "DZ",
        ("Dezhou Partner", "德州合作网点"),
        ("Dezhou", "德州"),
        "253000",
        "SD",
        (37.44, 116.36),
        "closed",
    ),
    (
        "LY",
        ("Luoyang Partner", "洛阳合作网点"),
        ("Luoyang", "洛阳"),
        "471000",
        "HA",
        (34.62, 112.45),
        "approved",
    ),
)

NUMBERS: dict[str, Text] = {
    "licence": ("Licence No. 91370200", "营业执照 91370200"),
    "qualification": ("Service qualification, class II", "服务资质 二级"),
    "photo": ("Shop front", "门店照片"),
    "staff": ("Electrician's certificate", "电工证"),
}
ISSUER: Text = ("Market Supervision Bureau", "市场监督管理局")
HOLDER: Text = ("Zhou Tao", "周涛")
CONTRACT_FILE: Text = ("Contract, signed.pdf", "已签合同.pdf")
CONTRACT_SCOPE: Text = (
    "Small repairs, maintenance and supply of spare parts in the prefecture. "
    "The customer's opinion and signature on every slip.",
    "承担本地区小修、日常保养及备品备件供应；每次服务由顾客填写意见并签字。",
)
CONTRACT_SIGNER: Text = ("Manager Song", "宋经理")
NEW_REGION: Text = ("New region North", "新设华北大区")
WAS_BELOW: Text = ("Before the regions were divided", "大区划分之前")
CLOSING: Text = (
    "The lease ends; Jinan takes its customers over.",
    "租约到期，其客户由济南接管。",
)
SUSPENDED: Text = (
    "Suspended until the licence is renewed; Jinan stands in.",
    "执照续期前暂停营业，由济南代办。",
)
APPEAL: Text = (
    "Two visits were late because the school was locked; the caretaker confirms it.",
    "两次上门延误系学校大门未开，门卫可以作证。",
)
