import io
import unicodedata
from datetime import datetime

import PyPDF2
from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase
from ..rules import rule

CARD = "aftersales_service.action_report_warranty_card"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestWarrantyCard(AftersalesCase):
    """The card proves the warranty of one unit (R113) and of no other (R119)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("report.url", "http://127.0.0.1:9")
        cls.company.write({"name": "Haoyu Service Ltd", "phone": "400 800 1234"})

    def _issue(self, unit=None):
        unit = (unit or self.unit).with_user(self.dispatcher)
        unit.action_issue_cards()
        return unit._get_card()

    # -- issue --------------------------------------------------------------------

    @rule("R113")
    def test_a_card_says_what_is_on_file_on_the_day_it_is_issued(self):
        self.unit.invoice_date = "2026-02-01"
        card = self._issue().with_context(lang="en_US")
        self.assertRecordValues(
            card,
            [
                {
                    "equipment_id": self.unit.id,
                    "partner_id": self.customer.id,
                    "product_id": self.product.id,
                    "serial": "SN000001",
                    "state": "valid",
                    "terms_text": "As agreed: holds until 12/31/2027.",
                }
            ],
        )
        self.assertTrue(card.name.startswith("WC/2026/"))
        self.assertEqual(str(card.issued_on), "2026-03-02")
        self.unit.write({"warranty_end_date": "2020-01-01", "serial": "CHANGED"})
        card.invalidate_recordset()
        self.assertEqual(card.terms_text, "As agreed: holds until 12/31/2027.")
        self.assertEqual(card.serial, "SN000001")

    def test_terms_are_written_in_the_languages_of_the_card(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        card = self._issue()
        self.assertEqual(set(card.terms), {"en_US", "zh_CN"})
        self.assertIn("2027", card.with_context(lang="zh_CN").terms_text)

    def test_the_button_issues_what_is_missing_and_prints_all(self):
        other = self._create_unit(serial="SN2")
        first = self._issue()
        units = (self.unit | other).with_user(self.dispatcher)
        action = units.action_issue_cards()
        cards = self.env["aftersales.warranty.card"].search(
            [("equipment_id", "in", units.ids)]
        )
        self.assertEqual(len(cards), 2)
        self.assertIn(first, cards)
        self.assertEqual(
            action["report_name"], "aftersales_service.report_warranty_card"
        )

    def test_a_card_needs_a_serial_number(self):
        unit = self._create_unit(serial=False)
        with self.assertRaisesRegex(UserError, unit.name):
            self._issue(unit)

    def test_a_unit_has_one_valid_card(self):
        card = self._issue()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            card._issue(self.unit)
            self.env.flush_all()

    def test_delivery_issues_the_card_where_the_company_says_so(self):
        self.unit.delivery_date = "2026-03-01"
        self.assertFalse(self.unit.card_ids)
        self.company.aftersales_card_on_delivery = True
        late = self._create_unit(serial="LATE")
        self.assertFalse(late.card_ids)
        late.delivery_date = "2026-03-02"
        self.assertEqual(late.card_ids.state, "valid")
        late.delivery_date = "2026-03-03"
        self.assertEqual(len(late.card_ids), 1)
        born = self._create_unit(serial="BORN", delivery_date="2026-03-02")
        self.assertEqual(str(born.card_ids.delivery_date), "2026-03-02")

    def test_delivery_issues_the_card_where_the_product_says_so(self):
        self.product.aftersales_card_on_delivery = True
        storekeeper = self._create_user("storekeeper")
        unit = self.unit.with_user(storekeeper).sudo()
        unit.delivery_date = "2026-03-02"
        self.assertTrue(self.unit.card_ids)

    def test_cards_of_a_batch_cost_the_same(self):
        units = self.env["aftersales.equipment"]
        for number in range(24):
            units += self._create_unit(serial=f"B{number}")
        few_units, many_units = units[2:4], units[4:]
        self._count_queries(units[:2]._issue_missing_cards)
        few = self._count_queries(few_units._issue_missing_cards)
        many = self._count_queries(many_units._issue_missing_cards)
        self.assertLessEqual(many, few)

    # -- exchange -----------------------------------------------------------------

    @rule("R114")
    def test_an_exchange_gives_a_new_card_with_stamp(self):
        old = self._issue()
        unit = self._create_unit(serial="SN-NEW", warranty_end_date="2028-03-01")
        new = old._reissue(unit, "CL/2026/00001, 2 March 2026")
        self.assertEqual((old.state, new.state), ("replaced", "valid"))
        self.assertEqual(new.replaces_id, old)
        self.assertEqual(old.replaced_by_ids, new)
        self.assertEqual(new.stamp, "CL/2026/00001, 2 March 2026")
        self.assertIn("03/01/2028", new.with_context(lang="en_US").terms_text)

    def test_a_card_written_at_the_new_unit_s_delivery_gives_way(self):
        old = self._issue()
        self.company.aftersales_card_on_delivery = True
        unit = self._create_unit(serial="SN-NEW", delivery_date="2026-03-02")
        automatic = unit.card_ids
        new = old._reissue(unit, "Exchange")
        self.assertEqual(automatic.state, "replaced")
        self.assertEqual(unit._get_card(), new)

    def test_a_lost_card_is_issued_again_for_the_same_unit(self):
        old = self._issue()
        new = old._reissue(self.unit, "Lost")
        self.assertEqual((old.state, new.state), ("replaced", "valid"))

    # -- what it is worth -----------------------------------------------------------

    @rule("R119")
    def test_a_card_that_is_not_the_unit_s_is_found_out(self):
        card = self._issue()
        self.assertEqual(card._get_mismatches(self.unit), ())
        safe = self.env["product.product"].create({"name": "Safe"})
        other = self._create_unit(serial="SN2", product_id=safe.id)
        self.assertEqual(card._get_mismatches(other), ("product", "serial"))
        card.void_reason = "Altered"
        card.action_void()
        self.assertEqual(card._get_mismatches(self.unit), ("status",))

    @rule("R119")
    def test_the_wrong_card_takes_the_warranty_away_where_the_policy_says_so(self):
        exclusion = self.env.ref("aftersales_service.warranty_exclusion_model_mismatch")
        policy = self.env["aftersales.warranty.policy"].create(
            {
                "name": "Projector",
                "kind": "promise",
                "exclusion_ids": exclusion.ids,
                "term_ids": [
                    Command.create(
                        {
                            "name": "Unit",
                            "clock_ids": [
                                Command.create({"event": "delivery_date", "months": 12})
                            ],
                        }
                    )
                ],
            }
        )
        unit = self._create_unit(serial="SN-P", warranty_end_date=False)
        unit.write({"delivery_date": "2026-02-01", "policy_ids": policy.ids})
        own, foreign = self._issue(unit), self._issue()
        order = self._create_order(equipment_id=unit.id).with_user(self.dispatcher)
        order.shown_card_id = own
        self.assertFalse(order.card_problem)
        self.assertIn("repair", order.decision_id._get_remedies())
        order.shown_card_id = foreign
        self.assertEqual(order.card_problem, "it has another serial number")
        self.assertEqual(order.decision_id._get_remedies(), {"paid_repair"})
        order.write({"shown_card_id": own.id, "is_card_altered": True})
        self.assertEqual(order.decision_id._get_remedies(), {"paid_repair"})

    def test_a_void_card_says_why_and_makes_room(self):
        card = self._issue()
        with self.assertRaisesRegex(UserError, card.name):
            card.action_void()
        card.void_reason = "Altered"
        card.action_void()
        self.assertEqual(card.state, "void")
        self.assertNotEqual(self._issue(), card)
        with self.assertRaises(UserError):
            card.action_void()

    def test_goods_that_come_back_leave_their_card_behind(self):
        self.company.aftersales_card_on_delivery = True
        unit = self._create_unit(serial="BACK", delivery_date="2026-02-01")
        card = unit.card_ids
        unit.state = "returned"
        self.assertEqual((card.state, card.void_reason), ("void", "No longer in use"))
        unit.write({"state": "in_use", "delivery_date": "2026-03-01"})
        self.assertEqual(len(unit.card_ids), 2)
        self.assertEqual(str(unit._get_card().delivery_date), "2026-03-01")

    def test_nobody_changes_or_writes_a_card_himself(self):
        card = self._issue()
        admin = self._create_user("admin")
        for user in (self.dispatcher, admin):
            for field, value in (("serial", "X"), ("terms", {}), ("stamp", "X")):
                with self.assertRaises(AccessError):
                    card.with_user(user).write({field: value})
            with self.assertRaises(AccessError):
                card.with_user(user).create({"equipment_id": self.unit.id})
            with self.assertRaises(AccessError):
                card.with_user(user).unlink()
            with self.assertRaises(UserError):
                card.with_user(user).write({"state": "void"})

    def test_only_clerks_issue_and_void(self):
        card = self._issue()
        self._create_order(technician_id=self.technician.id)
        for user in (self.technician_user, self._create_user("storekeeper")):
            with self.assertRaises(AccessError):
                self.unit.with_user(user).action_issue_cards()
            with self.assertRaises(AccessError):
                card.with_user(user).action_void()

    def test_a_customer_reads_the_cards_of_his_own_units(self):
        card = self._issue()
        stranger = new_test_user(self.env, "card_other", groups="base.group_portal")
        with self.assertRaises(AccessError):
            card.with_user(stranger).read(["serial"])
        user = new_test_user(self.env, "card_portal", groups="base.group_portal")
        user.partner_id.parent_id = self.customer
        self.assertEqual(card.with_user(user).read(["serial"])[0]["serial"], "SN000001")
        # Sold on: the card of the first owner is not the second one's.
        self.unit.partner_id = self.env["res.partner"].create({"name": "Next"})
        with self.assertRaises(AccessError):
            card.with_user(user).read(["serial"])

    def test_technicians_see_cards_of_their_orders_and_companies_their_own(self):
        card = self._issue()
        with self.assertRaises(AccessError):
            card.with_user(self.technician_user).read(["serial"])
        self._create_order(technician_id=self.technician.id)
        card.with_user(self.technician_user).read(["serial"])
        company = self.env["res.company"].create({"name": "Other Maker"})
        stranger = self._create_user(
            "dispatcher",
            login="other_desk",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        with self.assertRaises(AccessError):
            card.with_user(stranger).read(["serial"])

    # -- paper --------------------------------------------------------------------

    def _repair(self, **vals):
        order = self._create_order(
            received_at=datetime(2026, 2, 1, 1),
            cause_id=self.cause.id,
            remedy_id=self.remedy.id,
            **vals,
        )
        order.repaired_at = datetime(2026, 2, 3, 1)
        return order

    def test_repairs_of_the_unit_stand_on_the_card(self):
        card = self._issue()
        repaired = self._repair()
        self._repair(type_id=self.type_installation.id)
        self._create_order()
        self._repair(equipment_id=self._create_unit(serial="SN2").id)
        rows = card._get_repair_rows()[self.unit.id]
        self.assertEqual([row["number"] for row in rows], [repaired.name])
        self.assertEqual(rows[0]["taken"], "2 days")
        self.assertEqual(rows[0]["cause"], "Rail bent")
        self.assertEqual(rows[0]["part"], self.remedy.name)
        repaired.repaired_at = datetime(2026, 2, 1, 3, 10)
        self.assertEqual(repaired._prepare_card_row()["taken"], "2 h")

    @rule("R113", "R114")
    def test_the_card_is_printed(self):
        reports = self.env["ir.actions.report"].with_user(self.dispatcher)
        if reports.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        old = self._issue()
        unit = self._create_unit(serial="SN-NEW")
        new = old._reissue(unit, "CL/2026/00001")
        repaired = self._repair(equipment_id=unit.id)
        with mute_logger("odoo.addons.base.models.ir_actions_report"):
            content, kind = reports.with_context(
                force_report_rendering=True
            )._render_qweb_pdf(CARD, (old | new).ids)
        self.assertEqual(kind, "pdf")
        pages = PyPDF2.PdfReader(io.BytesIO(content)).pages
        self.assertEqual(len(pages), 2)
        texts = [
            "".join(unicodedata.normalize("NFKC", page.extract_text()).split())
            for page in pages
        ]
        for expected in ("HaoyuServiceLtd", old.name, "SN000001", "Replaced"):
            self.assertIn(expected, texts[0])
        for expected in (
            *(new.name, "SN-NEW", "CL/2026/00001", "HaibinSchool", repaired.name),
            *("holdsuntil12/31/2027", "Railbent", "2days", old.name),
        ):
            self.assertIn(expected, texts[1])
