from datetime import datetime, time, timedelta

import pytz

from odoo import api, models

from ..hooks import post_init_hook
from . import texts

TIMEZONE = "Asia/Shanghai"


class AftersalesDemo(models.AbstractModel):
    """One furniture maker with outlets, units, and orders in every state.

    Names, streets and words of customers are not translatable: they are written in the
    language of the administrator who installs. Everything translatable is in the XML
    files of this folder.
    """

    _name = "aftersales.demo"
    _description = "After-Sales Demo Data"

    @api.model
    def _load(self):
        """Called by the demo file. A second call adds nothing."""
        if self._ref("outlet_qd", raise_if_not_found=False):
            return
        demo = self._in_demo_language("aftersales_service")
        post_init_hook(demo.env)
        demo._load_company()
        demo._load_holidays()
        demo._load_stock()
        demo._load_outlets()
        demo._load_users()
        demo._load_technicians()
        demo._load_skills()
        demo._load_warranty_policies()
        demo._load_customers()
        demo._load_promises()
        demo._load_orders()
        demo._load_installed_base()
        demo._load_decisions()
        demo._load_papers()
        demo._load_claims()
        demo._load_supplier_claims()
        demo._load_loans()
        demo._load_settled_visits()
        demo._load_recalls()
        demo._load_spot_checks()
        demo._load_daily_report()
        demo._load_outlet_portal()
        demo._load_settlements()
        demo._escalate()
        demo._load_performance()
        demo._load_network()
        demo._load_handbook()
        demo._load_opportunities()
        demo._load_complaints()
        demo._load_surveys()
        demo._load_opinions()
        demo._load_internal_requests()
        demo._load_training()
        demo._load_deliveries()
        demo._load_return_visits()
        demo._load_maintenance()
        demo._load_archive()

    # -- helpers --------------------------------------------------------------------

    @api.model
    def _in_demo_language(self, addon: str):
        """This model, for the main company, in the administrator's language."""
        lang = self.env.ref("base.user_admin").lang or "en_US"
        # Demo data comes before the translations and the hook of the installation.
        self.env["ir.module.module"]._load_module_terms([addon], [lang])
        return self.with_company(self.env.ref("base.main_company")).with_context(
            lang=lang,
            tz=TIMEZONE,
            # What happened weeks ago must not be logged as of today.
            tracking_disable=True,
            no_reset_password=True,
        )

    @api.model
    def _ref(self, name: str, raise_if_not_found: bool = True):
        return self.env.ref(f"aftersales_service.demo_{name}", raise_if_not_found)

    @api.model
    def _create_named(self, model: str, name: str, vals: dict):
        """Create a record that can be found by its external id."""
        return self.env[model]._load_records(
            [
                {
                    "xml_id": f"aftersales_service.demo_{name}",
                    "values": vals,
                    "noupdate": True,
                }
            ]
        )

    @api.model
    def _text(self, text: texts.Text) -> str:
        english, chinese = text
        return chinese if (self.env.lang or "").startswith("zh") else english

    @api.model
    def _today(self):
        return datetime.now(pytz.timezone(TIMEZONE)).date()

    @api.model
    def _moment(self, days: int, minutes: int) -> datetime:
        """Wall time in China, ``days`` from today, as the database keeps it."""
        day = datetime.combine(self._today() + timedelta(days=days), time())
        local = pytz.timezone(TIMEZONE).localize(day + timedelta(minutes=minutes))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _prepare_point(self, point: tuple[float, float], number: int | None = None):
        """A place on the map; with a number, somewhere around it."""
        latitude, longitude = point
        if number is not None:
            latitude += (number * 7 % 9 - 4) * 0.008
            longitude += (number * 5 % 11 - 5) * 0.01
        return {"partner_latitude": latitude, "partner_longitude": longitude}

    # -- company, tariff, stock -----------------------------------------------------

    @api.model
    def _load_company(self):
        company = self.env.company
        if not company.chart_template:
            # Charged work is invoiced: without accounts there is nothing to show.
            self.env["account.chart.template"].try_loading(
                None, company=company, install_demo=False
            )
        # The host's calendar is in the time zone of whoever installed it.
        company.resource_calendar_id.tz = TIMEZONE
        city = texts.CITIES["qingdao"]
        company.write(
            {
                "name": self._text(texts.COMPANY),
                "street": self._text(texts.COMPANY_STREET),
                "city": self._text(city.name),
                "zip": "266101",
                "state_id": self.env.ref(f"base.state_cn_{city.province}").id,
                "country_id": self.env.ref("base.cn").id,
                "phone": f"{city.area_code}-88880000",
                "aftersales_pricelist_id": self._ref("tariff").id,
                "aftersales_tariff_is_published": True,
                "aftersales_cash_journal_id": self._find_journal("cash").id,
                "aftersales_transfer_journal_id": self._find_journal("bank").id,
                # There is nobody to read text messages about transfers.
                "stock_text_confirmation": False,
            }
        )

    @api.model
    def _find_journal(self, kind: str):
        """Maybe none: then nothing is paid on site."""
        return self.env["account.journal"].search(
            [("company_id", "=", self.env.company.id), ("type", "=", kind)], limit=1
        )

    @api.model
    def _load_stock(self):
        """Goods and spare parts in the main warehouse; safes by serial number."""
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        furniture = self._ref("category_furniture")
        spares = self._ref("category_part")
        furniture.name = self._text(texts.FURNITURE)
        spares.name = self._text(texts.SPARE_PARTS)
        products = self.env["product.product"].search([("categ_id", "=", furniture.id)])
        parts = self.env["product.product"].search([("categ_id", "=", spares.id)])
        tracked = products.filtered(lambda product: product.tracking == "serial")
        lots = self.env["stock.lot"].create(
            [
                {
                    "product_id": product.id,
                    "name": f"{product.default_code[-4:]}-26{number:04d}",
                }
                for product in tracked
                for number in range(901, 905)
            ]
        )
        rows = [(product, 12, False) for product in products - tracked]
        rows += [(part, 60, False) for part in parts]
        rows += [(lot.product_id, 1, lot.id) for lot in lots]
        rows = [(warehouse.lot_stock_id, *row) for row in rows]
        vans = self._create_vans(warehouse)
        rows += [(van, part, 5, False) for van in vans for part in parts]
        quants = (
            self.env["stock.quant"]
            .with_context(inventory_mode=True)
            .create(
                [
                    {
                        "product_id": product.id,
                        "location_id": location.id,
                        "inventory_quantity": quantity,
                        "lot_id": lot_id,
                    }
                    for location, product, quantity, lot_id in rows
                ]
            )
        )
        quants.action_apply_inventory()
        # The books start with the value of what is in stock.
        self.env.company.action_close_stock_valuation(auto_post=True)

    @api.model
    def _create_vans(self, warehouse):
        """Vans beside the shelves: what lies there is not handed out at the desk."""
        vans = self.env["stock.location"]
        for number in texts.VANS:
            driver = texts.TECHNICIANS[number][0]
            name = self._text(texts.VAN).format(self._text(driver))
            vans |= self._create_named(
                "stock.location",
                f"van_{number}",
                {
                    "name": name,
                    "usage": "internal",
                    "location_id": warehouse.view_location_id.id,
                },
            )
        return vans

    # -- what the order stories need ------------------------------------------------

    @api.model
    def _load_outlets(self):
        company = self.env.company
        main = self.env["aftersales.outlet"]
        for number, row in enumerate(texts.OUTLETS):
            city = texts.CITIES[row.city]
            name = self._text(row.name)
            # Both names, so that call sheets of either language find their outlet.
            names = [
                word for key in (row.city, *row.also) for word in texts.CITIES[key].name
            ]
            partner = self.env["res.partner"].create(
                {
                    "name": name,
                    "is_company": True,
                    "street": self._text(texts.STREETS[0]).format(18),
                    "city": self._text(city.name),
                    "zip": city.zip_code,
                    "state_id": self.env.ref(f"base.state_cn_{city.province}").id,
                    "country_id": self.env.ref("base.cn").id,
                    "phone": f"{city.area_code}-88886600",
                    "lang": self.env.lang,
                    **self._prepare_point(city.point),
                }
            )
            outlet = self._create_named(
                "aftersales.outlet",
                f"outlet_{row.code.lower()}",
                {
                    "name": name,
                    "code": row.code,
                    "sequence": 10 + number,
                    "kind": row.kind,
                    "partner_id": partner.id,
                    "parent_id": main.id,
                    "cities": ", ".join(names),
                    "color": row.color,
                    "grade": row.grade or False,
                    "calendar_id": company.resource_calendar_id.id,
                    "is_published": not row.is_candidate,
                },
            )
            main = main or outlet
            if not row.is_candidate:
                self._file_papers(outlet)
                outlet.action_approve()
                outlet.action_activate()
