from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from . import texts
from .aftersales_demo import TIMEZONE
from .stories import STORIES

# A customer without a story has one unit of these, in turn.
OTHER_PRODUCTS = (
    "cabinet_f349",
    "screen_p486",
    "rack_r210",
    "desk_d676",
    "cabinet_f750",
)
OTHER_WARRANTIES = ("in", "ended", "unknown")


class AftersalesDemo(models.AbstractModel):
    """Users, technicians, customers and the units that stand at them."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_users(self):
        """One user for each role; the password is the login."""
        # With a survey in the cache the host looks for its users, and writes new ones
        # before they have their groups.
        self.env.invalidate_all()
        for login, role, name in texts.USERS:
            self._create_named(
                "res.users",
                f"user_{login}",
                {
                    "name": self._text(name),
                    "login": login,
                    "password": login,
                    "email": f"{login}@example.com",
                    # There is nobody to read mails.
                    "notification_type": "inbox",
                    "lang": self.env.lang,
                    "tz": TIMEZONE,
                    "group_ids": [
                        Command.set(
                            self.env.ref(f"aftersales_service.group_{role}").ids
                        )
                    ],
                },
            )
        main, jinan = self._ref("outlet_qd"), self._ref("outlet_jn")
        main.manager_id = self._ref("user_manager")
        main.user_ids = self._ref("user_dispatcher")
        jinan.manager_id = self._ref("user_outlet")

    @api.model
    def _load_technicians(self):
        depots = self._create_depots()
        for number, (name, code, depot) in enumerate(texts.TECHNICIANS):
            outlet = self._ref(f"outlet_{code.lower()}")
            van = self._ref(f"van_{number}", raise_if_not_found=False)
            technician = self._create_named(
                "hr.employee",
                f"technician_{number}",
                {
                    "name": self._text(name),
                    "job_title": self._text(texts.JOB_TITLE),
                    "work_phone": f"1390000{number:04d}",
                    "company_id": self.env.company.id,
                    "tz": TIMEZONE,
                    "is_outsourced": code in texts.OUTSOURCED,
                    "aftersales_start_partner_id": depots.get(depot),
                    "aftersales_van_location_id": van and van.id,
                    # The demo logs in as the first one.
                    "user_id": False if number else self._ref("user_technician").id,
                },
            )
            outlet.technician_ids = [Command.link(technician.id)]

    @api.model
    def _create_depots(self) -> dict[str, int]:
        """Where some technicians start their day."""
        depots = self.env["res.partner"].create(
            [
                {"name": self._text(name), **self._prepare_point(point)}
                for name, point in texts.DEPOTS.values()
            ]
        )
        return dict(zip(texts.DEPOTS, depots.ids, strict=True))

    @api.model
    def _load_customers(self):
        number = 0
        for key, names in texts.CUSTOMERS:
            city = texts.CITIES[key]
            for name in names:
                street = texts.STREETS[number % len(texts.STREETS)]
                self._create_named(
                    "res.partner",
                    f"customer_{number}",
                    {
                        "name": self._text(name),
                        "is_company": number not in texts.CONSUMERS,
                        "street": self._text(street).format(11 + 7 * number),
                        "city": self._text(city.name),
                        "zip": city.zip_code,
                        "state_id": self.env.ref(f"base.state_cn_{city.province}").id,
                        "country_id": self.env.ref("base.cn").id,
                        "phone": f"{city.area_code}-8321{1000 + 37 * number}",
                        "email": f"customer{number}@example.com",
                        "lang": self.env.lang,
                        **self._prepare_point(city.point, number),
                    },
                )
                number += 1
        school, first = self._ref("customer_0"), self._ref("technician_0")
        school.aftersales_preferred_technician_id = first
        self._load_portal_user()
        for customer in range(number):
            self._load_units(customer)

    @api.model
    def _load_portal_user(self):
        partner = self.env["res.partner"].create(
            {
                "name": self._text(texts.PORTAL_USER),
                "parent_id": self._ref("customer_0").id,
                "email": "customer@example.com",
                "lang": self.env.lang,
                "tz": TIMEZONE,
            }
        )
        self._create_named(
            "res.users",
            "user_customer",
            {
                "partner_id": partner.id,
                "login": "customer",
                "password": "customer",
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            },
        )

    @api.model
    def _load_units(self, customer: int):
        """The units a customer's stories tell of, and one that never failed."""
        wanted = {
            story.product: story.warranty
            for story in STORIES
            if story.customer == customer
        }
        other = OTHER_PRODUCTS[customer % len(OTHER_PRODUCTS)]
        if len(wanted) < 2:
            wanted.setdefault(other, OTHER_WARRANTIES[customer % 3])
        for number, (product_name, warranty) in enumerate(wanted.items()):
            product = self._ref(product_name)
            serial = f"{product.default_code[-4:]}-24{customer:02d}{number:02d}"
            vals = {
                "product_id": product.id,
                "partner_id": self._ref(f"customer_{customer}").id,
                "serial": serial,
                "price": product.list_price,
                **self._prepare_unit_dates(warranty, 17 * customer + 5 * number),
            }
            if product.tracking == "serial":
                lot = self.env["stock.lot"].create(
                    {"product_id": product.id, "name": serial}
                )
                vals["lot_id"] = lot.id
            self._create_named(
                "aftersales.equipment", f"unit_{customer}_{product_name}", vals
            )

    @api.model
    def _prepare_unit_dates(self, warranty: str, spread: int) -> dict:
        """The longest promise is five years; of a unit bought elsewhere nothing is
        known."""
        if warranty == "unknown":
            return {}
        age = 60 + spread % 600 if warranty == "in" else 1900 + spread % 500
        delivery = self._today() - timedelta(days=age)
        return {
            "factory_date": delivery - timedelta(days=20),
            "invoice_date": delivery - timedelta(days=2),
            "delivery_date": delivery,
            "acceptance_date": delivery + timedelta(days=3),
        }
