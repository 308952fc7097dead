from datetime import timedelta

from odoo import api, models

PAPER = b"%PDF-1.4 demo"
KINDS = (
    (("Insulation Tester", "绝缘电阻测试仪"), 12, "IT-{}"),
    (("Torque Wrench", "扭力扳手"), 6, "TW-{}"),
)
DEFECTS = (
    ("Rail bent", "导轨变形"),
    ("Board burnt", "电路板烧坏"),
    ("Lock does not turn", "锁芯转不动"),
    ("Hinge broken", "铰链断裂"),
)
SUBSTITUTES = (
    ("handle", ("Handle, Black", "拉手(黑色)"), {}),
    ("rail", ("Drawer Rail, New Model", "抽屉导轨(新款)"), {"is_equivalent": True}),
)
DIFFERENCE = ("Other colour; fits the same holes.", "颜色不同,安装孔位相同。")
NOTE = ("Meet at the school gate at noon?", "中午在学校门口碰头可以吗?")
LABORATORY = ("Shandong Institute of Metrology", "山东省计量科学研究院")


class AftersalesWarehouseDemo(models.AbstractModel):
    """Spare parts: vans, requests, substitutes, old parts, tools, proposals."""

    _inherit = "aftersales.warehouse.demo"

    @api.model
    def _load_parts(self):
        self._load_substitutes()
        self._load_tools()
        self._load_old_parts()
        self._load_part_requests()
        self.env["aftersales.part.proposal"]._reckon(self.env.company)

    @api.model
    def _load_substitutes(self):
        """A handle of another colour, to be asked for; a newer rail, which is equal."""
        for name, text, vals in SUBSTITUTES:
            part = self._ref(f"part_{name}")
            self.env["aftersales.part.substitute"].create(
                {
                    "product_id": part.id,
                    "substitute_id": part.copy({"name": self._text(text)}).id,
                    "note": False if vals else self._text(DIFFERENCE),
                    **vals,
                }
            )

    @api.model
    def _load_tools(self):
        """One fit, one due soon, one out of calibration."""
        outlet = self._ref("outlet_qd")
        laboratory = self.env["res.partner"].create(
            {"name": self._text(LABORATORY), "is_company": True}
        )
        today = self._today()
        for kind_number, (name, months, serial) in enumerate(KINDS):
            kind = self.env["aftersales.tool.kind"].create(
                {"name": self._text(name), "interval_months": months}
            )
            for number, ago in enumerate((30, 170, 400)):
                tool = self.env["aftersales.tool"].create(
                    {
                        "kind_id": kind.id,
                        "serial": serial.format(number + 1 + 10 * kind_number),
                        "outlet_id": outlet.id,
                        "employee_id": number < 2
                        and self._ref(f"technician_{number}").id,
                    }
                )
                self.env["aftersales.tool.calibration"].create(
                    {
                        "tool_id": tool.id,
                        "date": today - timedelta(days=ago),
                        "laboratory_id": laboratory.id,
                        "certificate_number": f"JL-{tool.name}",
                        "attachment_ids": [
                            (0, 0, {"name": f"{tool.name}.pdf", "raw": PAPER})
                        ],
                    }
                )

    @api.model
    def _load_old_parts(self):
        """Parts that technicians brought back, at every stage; one is overdue."""
        orders = self.env["aftersales.order"].search(
            [("outlet_id", "!=", False), ("repaired_at", "!=", False)], limit=8
        )
        parts = self.env["product.product"].search(
            [("categ_id", "=", self._ref("category_part").id)], limit=4
        )
        if not parts:
            return
        old = self.env["aftersales.old.part"].create(
            [
                {
                    "order_id": order.id,
                    "product_id": parts[number % len(parts)].id,
                    "serial": f"OLD-{number + 1:03}",
                    "removed_on": self._today() - timedelta(days=1 + number),
                    "defect_note": self._text(DEFECTS[number % len(DEFECTS)]),
                    "is_covered": number % 2 == 0,
                }
                for number, order in enumerate(orders)
            ]
        )
        old[2:]._transition("label")
        old[4:]._transition("hand_in")

    @api.model
    def _load_part_requests(self):
        """One asks his colleagues; another has been given a part."""
        part = self._ref("part_rail")
        requests = self.env["aftersales.part.request"].create(
            [
                {
                    "employee_id": self._ref(f"technician_{number}").id,
                    "product_id": part.id,
                    "quantity": 2,
                    "note": self._text(NOTE),
                }
                for number in (0, 1)
            ]
        )
        requests.action_ask()
        given = requests[1]
        offer = given.offer_ids.filtered("employee_id")[:1]
        if offer:
            offer.action_accept()
            given.action_hand_over()
