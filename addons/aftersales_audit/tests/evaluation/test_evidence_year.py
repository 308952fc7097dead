import base64
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.aftersales_service.models.flow_mixin import STEP
from odoo.addons.aftersales_service.tests.rules import rule

from ..common import AuditCase

NOW = "2026-06-15 02:00:00"
SHIPPED = "aftersales_audit.audit_scheme_gbt_27922"
MATRIX = "aftersales_audit.responsibility_matrix_handbook_004"


@tagged("post_install", "-at_install")
class TestEvidenceYear(AuditCase):
    """A year of service work, and what it says of the standard's indicators."""

    @classmethod
    def setUpClass(cls):
        cls.frozen_time = cls.enterClassContext(freeze_time(NOW))
        super().setUpClass()
        cls._setup_departments()
        cls._setup_auditor()
        cls.scheme = cls.env.ref(SHIPPED).copy()
        cls.scheme.action_fill_placeholder()
        cls.scheme.action_put_in_force()
        cls.matrix = cls.env.ref(MATRIX).copy(
            {"scheme_id": cls.scheme.id, "company_id": cls.company.id}
        )
        cls.matrix.column_ids.department_id = cls.office
        cls._live_through_the_year()
        cls.audit = cls._start_audit(outlet_ids=[Command.set(cls.outlet.ids)])

    @classmethod
    def _in_state(cls, model, **vals):
        """A document in the middle of its life: the steps have tests of their own."""
        return (
            cls.env[model]
            .sudo()
            .with_context(_aftersales_step=STEP)
            .create({"company_id": cls.company.id, **vals})
        )

    @classmethod
    def _live_through_the_year(cls):
        cls._do_orders()
        cls._do_goods()
        cls._hear_customers()
        cls._look_after()

    @classmethod
    def _do_orders(cls):
        cls.orders = cls.env["aftersales.order"]
        for day in (2, 3, 4):
            order = cls._create_order(
                outlet_id=cls.outlet.id,
                channel="web" if day == 2 else "phone",
                received_at=f"2026-03-0{day} 01:00:00",
                accepted_at=f"2026-03-0{day} 02:00:00",
                repaired_at=f"2026-03-0{day} 06:00:00",
            )
            cls.orders += order
            cls.visit = cls._in_state(
                "aftersales.dispatch",
                order_id=order.id,
                outlet_id=cls.outlet.id,
                state="returned",
                scheduled_start=f"2026-03-0{day} 03:00:00",
                scheduled_end=f"2026-03-0{day} 05:00:00",
                finished_at=f"2026-03-0{day} 05:00:00",
                returned_at=f"2026-03-0{day} 09:00:00",
                **{**cls.FINISH_VALS, "briefing_given": day != 4},
            )

    @classmethod
    def _do_goods(cls):
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        pickings = cls.env["stock.picking"].create(
            [
                {
                    "picking_type_id": warehouse.out_type_id.id,
                    "partner_id": cls.customer.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "location_dest_id": cls.env.ref(
                        "stock.stock_location_customers"
                    ).id,
                }
                for _number in range(2)
            ]
        )
        for picking, is_sound in zip(pickings, (True, False), strict=True):
            cls._in_state(
                "aftersales.delivery",
                picking_id=picking.id,
                outlet_id=cls.outlet.id,
                state="received",
                promised_date="2026-03-05",
                called_at="2026-03-04 01:00:00",
                delivered_at="2026-03-05 02:00:00",
                is_packaging_sound=is_sound,
                is_mark_right=True,
            )

    @classmethod
    def _hear_customers(cls):
        category = cls.env.ref("aftersales_service.complaint_category_delay")
        for state, moment in (("resolved", "2026-03-04 01:00:00"), ("received", False)):
            cls._in_state(
                "aftersales.complaint",
                title="Nobody came",
                description="I waited the whole day.",
                partner_id=cls.customer.id,
                category_id=category.id,
                outlet_id=cls.outlet.id,
                state=state,
                received_at="2026-03-02 01:00:00",
                user_id=cls.dispatcher.id,
                resolved_at=moment,
                fed_back_at=moment,
            )
        for state in ("done", "planned"):
            cls._in_state(
                "aftersales.return.visit",
                partner_id=cls.customer.id,
                order_id=cls.orders[0].id,
                outlet_id=cls.outlet.id,
                state=state,
                planned_date="2026-04-01",
                visited_at="2026-04-01 02:00:00" if state == "done" else False,
            )

    @classmethod
    def _look_after(cls):
        course = cls.env["aftersales.training"].create(
            {"name": "Rules and Conduct", "hours": 8}
        )
        for state in ("held", "planned"):
            cls._in_state(
                "aftersales.training.session",
                training_id=course.id,
                state=state,
                date_start="2026-03-01 01:00:00",
                date_end="2026-03-01 09:00:00",
                attendance_ids=[
                    Command.create(
                        {"employee_id": cls.technician.id, "status": "present"}
                    )
                ],
            )
        cls._in_state(
            "aftersales.spot.check",
            dispatch_id=cls.visit.id,
            state="done",
            check_date="2026-03-06",
            result="ok",
            checklist_id=False,
        )
        cls.law = cls.env["aftersales.legal.item"].create(
            {
                "name": "Old Law",
                "company_id": cls.company.id,
                "is_applicable": True,
                "end_date": "2026-05-01",
            }
        )

    def _get_line(self, code, at_outlet=False):
        return self.audit.line_ids.filtered(
            lambda one: one.clause_id.code == code and bool(one.outlet_id) == at_outlet
        )

    @rule("R343", "R347")
    def test_the_records_propose_marks_for_25_indicators_and_more(self):
        proposed = self.audit.line_ids.filtered("proposed_result").clause_id
        self.assertGreaterEqual(len(proposed), 25)
        passed = self.audit.line_ids.filtered(
            lambda line: line.proposed_result in ("met", "sampled")
        ).clause_id
        self.assertGreaterEqual(len(passed), 15)

    @rule("R360")
    def test_samples_are_counted_and_linked(self):
        line = self._get_line("5.2.2")
        self.assertEqual(line.proposed_result, "sampled")
        # Three visits, of which one was left without a briefing.
        briefed = line.evidence_ids.filtered(
            lambda item: item.source == "briefings_given"
        )
        self.assertEqual(briefed.mapped("count"), [3, 1])
        self.assertEqual(briefed[1].res_ids, self.visit.ids)
        self.assertEqual(briefed[1].res_names, [self.visit.display_name])
        with self.assertRaises(AccessError):
            briefed.with_user(self.dispatcher).read(["res_names"])
        self.assertIn(
            "Customers briefed after the visit: 2 of 3.", line.proposed_reason
        )

    @rule("R361", "R362", "R363")
    def test_what_certifiers_found_before_is_looked_at(self):
        """Little training, no work on standards, defects that nobody publishes."""
        training = self._get_line("5.1.3.2")
        self.assertIn(
            "sessions held of those planned: 1 of 2.", training.proposed_reason
        )
        standards = self._get_line("5.1.6.4")
        self.assertEqual(standards.proposed_result, "not_met")
        self.assertIn("nothing counted. Required: 1.", standards.proposed_reason)
        defects = self._get_line("5.2.1.5").clause_id
        self.assertEqual(defects.evidence_sources, "defects_published")

    @rule("R356")
    def test_a_limit_decides_and_says_so(self):
        line = self._get_line("5.1.4.2")
        self.assertEqual(line.proposed_result, "not_met")
        self.assertIn("Required: at least 100.", line.proposed_reason)
        self.assertIn("Laws we keep that still hold: ", line.proposed_reason)

    def test_what_an_outlet_did_is_its_own(self):
        other = self._create_outlet(name="Yantai Branch", cities="Yantai")
        self.audit.sudo().outlet_ids |= other
        self.env["aftersales.audit.line"].sudo().create(
            self.audit._prepare_line(
                self._get_line("5.2.4.1").clause_id, outlet_id=other.id
            )
        )
        self.audit.action_collect_evidence()
        own, others = self._get_line("5.2.4.1", at_outlet=True).sorted(
            lambda line: line.outlet_id == other
        )
        self.assertEqual(own.proposed_result, "sampled")
        self.assertFalse(others.proposed_result, "The company's answer is not theirs.")

    def test_the_limit_is_the_companys(self):
        criterion = self._get_line("5.1.4.2").clause_id.criterion_ids.filtered(
            lambda one: one.source == "laws_valid"
        )
        with self.assertRaises(AccessError):
            criterion.with_user(self.dispatcher).threshold = 0
        criterion.clause_id.criterion_ids = [Command.set(criterion.ids)]
        criterion.with_user(self.service_manager).threshold = 0
        self.audit.action_collect_evidence()
        self.assertEqual(self._get_line("5.1.4.2").proposed_result, "met")

    def _close(self):
        lines = self.audit.line_ids
        self.audit.action_accept_proposals()
        lines.filtered(lambda line: not line.result).action_met()
        self._close_audit(self.audit)

    def test_what_was_collected_stays_when_records_change(self):
        self._close()
        line = self._get_line("5.2.2")
        before = line.proposed_reason, line.evidence_ids.mapped("res_names")
        self.visit.sudo().write({"briefing_given": True})
        self.env["aftersales.dispatch"].sudo().search([]).name = "Renamed"
        self.env.invalidate_all()
        self.assertEqual(
            (line.proposed_reason, line.evidence_ids.mapped("res_names")), before
        )
        self.assertTrue(self.audit._verify())
        with self.assertRaises(UserError):
            self.audit.action_collect_evidence()
        with self.assertRaises(UserError):
            line.evidence_ids.sudo().unlink()

    @rule("R346", "R354")
    def test_the_evidence_file_proves_itself(self):
        with self.assertRaisesRegex(UserError, "close it first"):
            self.audit.action_pack_evidence()
        self._close()
        with self.assertRaises(AccessError):
            self.audit.with_user(self.dispatcher).action_pack_evidence()
        with patch.object(
            type(self.env["ir.actions.report"]),
            "_render_qweb_pdf",
            return_value=(b"%PDF-1.4", "pdf"),
        ):
            self.audit.action_pack_evidence()
        self.assertTrue(self.audit._verify(), "Packing changes nothing.")
        self.assertFalse(self.audit._get_verify_problems())
        self.assertEqual(
            self.audit.action_verify()["params"]["type"], "success", self.audit.name
        )
        with self.assertRaisesRegex(AccessError, "may not export"):
            self.audit.action_download_evidence()
        self.inspector.group_ids |= self.env.ref("base.group_allow_export")
        self.assertIn("evidence_file", self.audit.action_download_evidence()["url"])
        with self.assertRaises(UserError):
            self.audit.sudo().evidence_file = base64.b64encode(b"x")
        self._touch(b"5.2.2 Technical Support", b"5.2.2 Technical support")
        problems = self.audit._get_verify_problems()
        self.assertEqual(len(problems), 2, problems)
        self.assertIn("evidence.csv was changed.", problems)
        self.assertEqual(self.audit.action_verify()["params"]["type"], "danger")

    def _touch(self, old: bytes, new: bytes):
        """Change one byte of what is kept, behind everybody's back."""
        kept = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "aftersales.audit"),
                    ("res_field", "=", "evidence_file"),
                    ("res_id", "=", self.audit.id),
                ]
            )
        )
        kept.raw = kept.raw.replace(old, new)
        self.env.invalidate_all()

    def test_a_changed_evaluation_is_not_packed(self):
        self._close()
        self.env.cr.execute(
            "UPDATE aftersales_audit_line SET finding = 'x' WHERE id = %s",
            [self.audit.line_ids[0].id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "it proves nothing"):
            self.audit.action_pack_evidence()
