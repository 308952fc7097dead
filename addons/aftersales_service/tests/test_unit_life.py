from contextlib import contextmanager
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command
from odoo.tests import Form, HttpCase, tagged

from .common import AftersalesCase
from .rules import rule

# What was agreed, tax included: 2000 with 13 % tax.
PRICE = 2260.0
CLAIMS = "/odoo/action-aftersales_service.aftersales_claim_action"
ORDERS = "/odoo/action-aftersales_service.aftersales_order_action"


@tagged("post_install", "-at_install")
class TestUnitLife(AftersalesCase, HttpCase):
    """The whole life of a unit in a real browser, each person at his own screen.

    A projector with the promise of the 1995 rule: 12 months from the invoice, exchange
    or refund after two repairs, 0.1 % of the price for each day of use. The days count
    from the invoice; an exchange starts a new term, but no new fee.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The papers carry their own styles: nothing is fetched from a server.
        cls.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.symptom.name = "No picture"
        cls.tax = cls.env["account.tax"].create(
            {"name": "VAT 13 %", "amount": 13.0, "type_tax_use": "sale"}
        )
        cls.projector = cls.env["product.product"].create(
            {
                "name": "Projector P1",
                "type": "consu",
                "is_storable": True,
                "tracking": "serial",
                "invoice_policy": "delivery",
                "list_price": 2000.0,
                "taxes_id": [Command.set(cls.tax.ids)],
            }
        )
        cls.policy = cls._create_policy()
        cls.lots = cls.env["stock.lot"].create(
            [
                {"name": name, "product_id": cls.projector.id}
                for name in ("LIFE-0001", "LIFE-0002")
            ]
        )

    @classmethod
    def _setup_basic_records(cls):
        result = super()._setup_basic_records()
        # Serial numbers are shown to who works in stock.
        cls.env.ref("base.group_user").implied_ids += cls.env.ref(
            "stock.group_production_lot"
        )
        return result

    @classmethod
    def _setup_users(cls):
        result = super()._setup_users()
        cls.storekeeper = cls._create_user("storekeeper")
        cls.manager = cls._create_user("service_manager")
        cls.finance = cls._create_user("finance")
        return result

    @classmethod
    def _create_policy(cls):
        term = {
            "name": "Whole unit",
            "clock_ids": [Command.create({"event": "invoice_date", "months": 12})],
        }
        policy = cls.env["aftersales.warranty.policy"].create(
            {
                "name": "Three guarantees",
                "legal_source": "国经贸〔1995〕458号",
                "product_ids": [Command.set(cls.projector.product_tmpl_id.ids)],
                "fee_status": "rate",
                "fee_rate": 0.001,
                "restarts_at_exchange": True,
                "ends_on_workday": True,
                "other_model_rule": "difference",
                "term_ids": [Command.create(term)],
                "entitlement_ids": [
                    Command.create({"metric": "failed_repairs", "threshold": 2})
                ],
            }
        )
        policy.action_put_in_force()
        return policy

    # -- who does what --------------------------------------------------------------

    def _at(self, day, hour=3):
        """That day at 11 in Shanghai; the clock goes on, browsers wait by it."""
        return freeze_time(f"2026-{day} {hour:02}:00:00", tick=True)

    def _walk(self, tour, user, url):
        self.start_tour(url, tour, login=user.login, timeout=180)

    def _stock(self, lot):
        self.env["stock.quant"]._update_available_quantity(
            self.projector, self.warehouse.lot_stock_id, 1, lot_id=lot
        )

    @property
    def warehouse(self):
        return self.env["stock.warehouse"].search(
            [("company_id", "=", self.company.id)], limit=1
        )

    def _validate(self, picking):
        self._walk(
            "aftersales_life_validate",
            self.storekeeper,
            f"/odoo/action-stock.action_picking_tree_all/{picking.id}",
        )
        self.assertEqual(picking.state, "done")

    @contextmanager
    def _catch_papers(self):
        """Papers as they are printed, not the page that tests get instead."""
        Report = self.registry["ir.actions.report"]
        render, papers = Report._render_qweb_pdf, []

        def print_really(reports, *args, **kwargs):
            reports = reports.with_context(force_report_rendering=True)
            papers.append(render(reports, *args, **kwargs))
            return papers[-1]

        with patch.object(Report, "_render_qweb_pdf", print_really):
            yield papers

    def _call(self, unit):
        """The customer calls once more about the same fault."""
        return self.env["aftersales.order"].create(
            {
                "partner_id": self.customer.id,
                "equipment_id": unit.id,
                "symptom_id": self.symptom.id,
            }
        )

    def _repair(self, unit, day_in, day_out):
        """A fault reported and repaired as the tours have it; it does not hold."""
        with self._at(day_in):
            order = self._call(unit)
        with self._at(day_out):
            self._walk_to_signed(order.with_user(self.dispatcher))
        return order

    def _open_claim(self, order):
        claim = order.claim_ids
        return claim, f"{CLAIMS}/{claim.id}"

    # -- the story ------------------------------------------------------------------

    @rule("R113", "R114", "R117")
    def test_a_unit_from_its_delivery_to_the_credit_note(self):
        with self._at("01-09"):
            sale = self._sell()
        unit = sale.order_line.aftersales_equipment_ids
        self.assertRecordValues(
            unit,
            [
                {
                    "serial": "LIFE-0001",
                    "partner_id": self.customer.id,
                    "price": PRICE,
                    "policy_id": self.policy.id,
                }
            ],
        )
        self.assertEqual(str(unit.invoice_date), "2026-01-09")
        # 9 January 2027 is a Saturday.
        self.assertEqual(str(unit.warranty_end_date), "2027-01-11")
        with self._at("01-09", 4):
            self._print_card(unit)

        first = self._report_by_code(unit)
        second = self._repair(unit, "03-02", "03-05")
        with self._at("04-01"):
            third = self._call(unit)
        self.assertEqual(
            unit.order_ids.sorted("id").mapped("decision_id.can_exchange"),
            [False, False, True],
        )
        exchange = self._exchange(third)
        new = exchange.new_equipment_id
        fourth = self._repair(new, "06-01", "06-06")
        fifth = self._repair(new, "07-01", "07-11")
        with self._at("08-03"):
            sixth = self._call(new)
        refund = self._give_back(sixth)

        self._check_old_unit(unit, first + second + third, exchange)
        self._check_new_unit(new, fourth + fifth + sixth, refund)
        self._check_money(sale, refund)

    def _sell(self):
        """Sold by the office, delivered by the storekeeper, invoiced by finance."""
        self._stock(self.lots[0])
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.projector.id})],
            }
        )
        sale.action_confirm()
        self._validate(sale.picking_ids)
        invoice = sale._create_invoices()
        invoice.with_user(self.finance).action_post()
        self._pay(invoice)
        return sale

    def _pay(self, move):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        Form(wizard).save()._create_payments()

    def _print_card(self, unit):
        with self._catch_papers() as papers:
            self._walk(
                "aftersales_life_print_card", self.dispatcher, "/odoo/service-units"
            )
        self.assertTrue(papers, "no card was printed")
        content, kind = papers[0]
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() != "install":
            self.assertEqual(kind, "pdf")
            self.assertTrue(content.startswith(b"%PDF"))
        self.assertEqual(unit._get_card().serial, "LIFE-0001")

    def _report_by_code(self, unit):
        """The code is scanned, the fault reported, and repaired two days later."""
        unit._ensure_qr_tokens()
        with self._at("02-02"):
            with patch.object(self, "browser_size", "390x844"):
                self.start_tour(
                    f"/u/{unit.qr_token}", "aftersales_life_report_fault", timeout=180
                )
            order = unit.order_ids
            self.assertRecordValues(
                order,
                [
                    {
                        "channel": "qr",
                        "state": "draft",
                        "contact_name": "Teacher Sun",
                        "phone": "13900001111",
                        "symptom_id": self.symptom.id,
                        "outlet_id": self.outlet.id,
                    }
                ],
            )
            self.assertEqual(
                order.message_ids.attachment_ids.mapped("name"), ["crack.png"]
            )
            self._walk("aftersales_life_send_technician", self.dispatcher, ORDERS)
        with self._at("02-04"):
            self._walk(
                "aftersales_finish_visit",
                self.technician_user,
                "/odoo/action-aftersales_service.aftersales_dispatch_action_mine",
            )
        self.assertEqual(order.state, "signed")
        self.assertEqual(order.dispatch_ids.outlet_id, self.outlet)
        return order

    def _exchange(self, order):
        """After two repairs without success a new one goes out for the old one."""
        with self._at("04-01", 4):
            self._walk(
                "aftersales_life_claim_exchange",
                self.dispatcher,
                f"{ORDERS}/{order.id}",
            )
            claim, url = self._open_claim(order)
            self._walk("aftersales_life_approve", self.manager, url)
            self._stock(self.lots[1])
            self._walk("aftersales_life_carry_out", self.dispatcher, url)
        with self._at("04-10"):
            for picking in claim.picking_ids:
                self._validate(picking)
            self._walk("aftersales_life_finish_claim", self.dispatcher, url)
            order.remedy_id = self.env.ref("aftersales_service.fault_remedy_exchange")
            self._walk_to_signed(order.with_user(self.dispatcher))
        self.assertEqual(claim.state, "done")
        return claim

    def _give_back(self, order):
        """After two more repairs the customer wants his money."""
        with self._at("08-03", 4):
            self._walk(
                "aftersales_life_claim_refund", self.dispatcher, f"{ORDERS}/{order.id}"
            )
            claim, url = self._open_claim(order)
            self._walk("aftersales_life_approve", self.manager, url)
            self._walk("aftersales_life_carry_out", self.dispatcher, url)
        with self._at("08-05"):
            self._validate(claim.picking_ids)
            self._walk("aftersales_life_inspect", self.storekeeper, url)
            self._walk("aftersales_life_settle", self.finance, url)
            self._pay(claim.move_ids)
            self._walk("aftersales_life_finish_claim", self.dispatcher, url)
        self.assertEqual(claim.state, "done")
        return claim

    # -- what is left of it ---------------------------------------------------------

    def _get_owners(self, unit):
        return [
            (row.partner_id, str(row.date_from), str(row.date_to or ""), row.how)
            for row in unit.owner_history.sorted("id")
        ]

    def _check_old_unit(self, unit, orders, claim):
        us = self.company.partner_id
        self.assertEqual(unit.state, "returned")
        self.assertEqual(
            self._get_owners(unit),
            [
                (self.customer, "2026-01-09", "2026-04-10", "sold"),
                (us, "2026-04-10", "", "returned"),
            ],
        )
        self.assertEqual(unit.order_ids, orders)
        self.assertEqual(unit.claim_ids, claim)
        self.assertRecordValues(
            claim, [{"serial": "LIFE-0001", "new_serial": "LIFE-0002", "amount": PRICE}]
        )
        self.assertNotIn("valid", unit.card_ids.mapped("state"))
        self.assertTrue(unit.lot_id.is_refurbished)

    def _check_new_unit(self, unit, orders, claim):
        old = unit.replaces_id
        self.assertEqual(old.replaced_by_ids, unit)
        self.assertEqual(unit.serial, "LIFE-0002")
        self.assertEqual(str(unit.exchange_date), "2026-04-10")
        self.assertEqual(unit.policy_ids, old.policy_ids)
        self.assertEqual(
            self._get_owners(unit),
            [
                (self.customer, "2026-04-10", "2026-08-05", "sold"),
                (self.company.partner_id, "2026-08-05", "", "returned"),
            ],
        )
        self.assertEqual(unit.order_ids, orders)
        self.assertEqual(
            orders.sorted("id").mapped("decision_id.can_refund"), [False, False, True]
        )
        # A new term from the exchange: 10 April 2027 is a Saturday, so until Monday;
        # each repair that began within it made it longer by the days it took.
        self.assertEqual(
            [str(order.decision_id.term_end_date) for order in orders.sorted("id")],
            ["2027-04-15", "2027-04-26", "2027-04-26"],
        )
        card = unit.card_ids
        self.assertEqual(card.replaces_id, old.card_ids)
        self.assertIn("LIFE-0001", card.stamp)
        # It went with the unit that came back.
        self.assertEqual(card.state, "void")
        self.assertEqual(unit.claim_ids, claim)

    def _check_money(self, sale, claim):
        # From 9 January to 3 August, less the days in repair: 2, 3 and 9 of the first
        # unit, until it was exchanged, 5 and 10 of the second.
        used = 22 + 28 + 31 + 30 + 31 + 30 + 31 + 3
        in_repair = 2 + 3 + 9 + 5 + 10
        self.assertEqual((used, in_repair), (206, 29))
        # 177 days × 0.1 % × 2260.00
        self.assertRecordValues(
            claim,
            [
                {
                    "days_used": 206,
                    "days_in_repair": 29,
                    "price": 2260.0,
                    "fee_amount": 400.02,
                    "refund_amount": 1859.98,
                }
            ],
        )
        credit_note = claim.move_ids
        self.assertRecordValues(
            credit_note,
            [
                {
                    "move_type": "out_refund",
                    "state": "posted",
                    "reversed_entry_id": sale.invoice_ids.filtered(
                        lambda move: move.move_type == "out_invoice"
                    ).id,
                    "amount_untaxed": 1646.0,
                    "amount_tax": 213.98,
                    "amount_total": 1859.98,
                }
            ],
        )
        self.assertEqual(
            credit_note.invoice_line_ids.mapped("price_total"), [2260.0, -400.02]
        )
        self.assertIn(
            "177 days (206 used, 29 in repair)",
            credit_note.mapped("invoice_line_ids.name")[1],
        )
