"""What stands before the month begins: goods, outlets, people, tariff."""

import csv
from pathlib import Path
from typing import Any

from odoo.fields import Command
from odoo.modules.module import get_module_path

DATA = Path(get_module_path("aftersales_service")) / "tests" / "data"
TIMEZONE = "Asia/Shanghai"

CITIES = {
    "QD": "青岛",
    "JN": "济南",
    "YT": "烟台",
    "WH": "威海",
    "BJ": "北京",
    "SJ": "石家庄",
    "TY": "太原",
    "ZZ": "郑州",
    "NC": "南昌",
    "ZS": "樟树",
    "FZ": "福州",
    "XM": "厦门",
}
#: Goods whose name begins so are fitted as spare parts too.
PART_NAMES = ("滑轨", "铰链")
LABOUR_PRICE, TRAVEL_PRICE = 120.0, 80.0


def read_rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file of the addon's test data."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class World:
    """Master data, and a user for each role."""

    def __init__(self, env: Any) -> None:
        self.env = env
        self.company = env.company
        # The addon was installed before the company got its accounts.
        location = self.company.aftersales_warranty_location_id
        location.valuation_account_id = self.company.expense_account_id
        self._set_tariff()
        self.products = self._create_products()
        self.parts = self.products.filtered(
            lambda product: product.name.startswith(PART_NAMES)
        )
        self._stock_parts()
        self.dispatcher = self._create_user("dispatcher")
        self.finance = self._create_user("finance")
        self.manager = self._create_user("service_manager")
        self.storekeeper = self._create_user("storekeeper")
        self.outlets = self._create_outlets()
        self._promise()
        self.causes = [
            env.ref(f"aftersales_service.fault_cause_{name}")
            for name in ("wear", "material", "installation", "misuse")
        ]
        self.remedy = env.ref("aftersales_service.fault_remedy_repair")
        self.remedy_part = env.ref("aftersales_service.fault_remedy_part")

    def _set_tariff(self) -> None:
        """Published prices of labour and travel; parts at their list price."""
        prices = {
            self.company.aftersales_labour_product_id: LABOUR_PRICE,
            self.company.aftersales_travel_product_id: TRAVEL_PRICE,
        }
        self.company.aftersales_pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Service Tariff",
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "0_product_variant",
                            "product_id": product.id,
                            "compute_price": "fixed",
                            "fixed_price": price,
                        }
                    )
                    for product, price in prices.items()
                ],
            }
        )

    def _promise(self) -> None:
        """Repairs are done as the furniture handbook promises; nobody reads mails."""
        self.company.aftersales_service_manager_id = self.manager
        policy = self.env.ref("aftersales_service.sla_policy_furniture")
        policy.step_ids.send_mail = False
        policy.active = True

    def _create_products(self) -> Any:
        goods, parts = self.env["product.category"].create(
            [
                {"name": "Office Furniture"},
                {
                    "name": "Spare Parts",
                    "property_cost_method": "average",
                    "property_valuation": "real_time",
                },
            ]
        )
        rows = read_rows("products.csv")
        return self.env["product.product"].create(
            [
                {
                    "default_code": row["code"],
                    "name": row["name"],
                    "description_sale": f"{row['spec']} {row['colour']}",
                    "categ_id": (
                        parts if row["name"].startswith(PART_NAMES) else goods
                    ).id,
                    "type": "consu",
                    "is_storable": True,
                    "tracking": row["tracking"],
                    "invoice_policy": "delivery",
                    "standard_price": float(row["cost"]),
                    "list_price": round(float(row["cost"]) * 1.4, 2),
                }
                for row in rows
            ]
        )

    def _stock_parts(self) -> None:
        """Enough of each part that no repair waits for one."""
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        tracked = self.parts.filtered(lambda part: part.tracking != "none")
        lots = self.env["stock.lot"].create(
            [
                {"product_id": part.id, "name": f"LOT-{part.default_code}"}
                for part in tracked
            ]
        )
        lot_of = dict(zip(tracked, lots.ids, strict=True))
        self.env["stock.quant"].with_context(inventory_mode=True).create(
            [
                {
                    "product_id": part.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "lot_id": lot_of.get(part, False),
                    "inventory_quantity": 500,
                }
                for part in self.parts
            ]
        ).action_apply_inventory()
        self.company.action_close_stock_valuation(auto_post=True)

    def _create_user(self, role: str, login: str = "", name: str = "") -> Any:
        login = login or role
        return self.env["res.users"].create(
            {
                "name": name or login.replace("_", " ").title(),
                "login": login,
                "email": f"{login}@example.com",
                "lang": self.env.lang,
                "tz": TIMEZONE,
                # No mails: there is nobody to read them.
                "notification_type": "inbox",
                "group_ids": [
                    Command.set(self.env.ref(f"aftersales_service.group_{role}").ids)
                ],
            }
        )

    def _create_outlets(self) -> Any:
        """One outlet a city, each with one technician who has a user."""
        plan = self.env.ref("analytic.analytic_plan_projects")
        outlets = self.env["aftersales.outlet"]
        for code, city in CITIES.items():
            user = self._create_user(
                "technician", f"tech_{code.lower()}", f"{city}师傅"
            )
            technician = self.env["hr.employee"].create(
                {"name": user.name, "user_id": user.id, "tz": TIMEZONE}
            )
            account = self.env["account.analytic.account"].create(
                {"name": city, "plan_id": plan.id, "company_id": self.company.id}
            )
            outlets |= outlets.create(
                {
                    "name": city,
                    "code": code,
                    "cities": city,
                    "analytic_account_id": account.id,
                    "technician_ids": [Command.set(technician.ids)],
                }
            )
        outlets.with_user(self.manager).action_approve()
        outlets.with_user(self.manager).action_activate()
        return outlets
