"""A checklist of the house for outlets, in English and Chinese."""

NAME = ("Monthly Check of an Outlet", "网点月度检查表")
NOTE = (
    "Points are set by the house; they are of no standard.",
    "分值由公司自行规定，与标准无关。",
)
#: Number, points (None: the sum of what is below), looked at by samples, name.
CLAUSES = (
    ("1", None, False, ("Premises", "场所")),
    ("1.1", 10, False, ("Sign and hours are posted", "招牌和营业时间已公示")),
    ("1.2", 10, False, ("Tariff and hotline are posted", "收费标准和服务热线已公示")),
    ("1.3", 10, False, ("Clean and in order", "环境整洁有序")),
    ("2", None, False, ("People", "人员")),
    ("2.1", 15, True, ("Certificates are valid", "证书在有效期内")),
    ("2.2", 15, True, ("Uniform and badge are worn", "着装规范并佩戴工牌")),
    ("3", None, False, ("Work", "服务过程")),
    ("3.1", 20, True, ("Each call is registered", "报修均有登记")),
    ("3.2", 20, True, ("Customers signed and gave an opinion", "顾客签字并填写意见")),
)
