from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import AftersalesCase
from ..rules import rule

DAY = "2026-03-02"


@tagged("post_install", "-at_install")
@freeze_time(DAY)
class TestOutletApplication(AftersalesCase):
    """From the application to work: documents, approval, contract."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("service_manager")
        cls.head = cls._create_user("service_manager", "test_head")
        cls.keeper = cls._create_user("outlet_manager", "test_keeper")
        cls.partner_outlet = (
            cls.env["aftersales.outlet"]
            .with_user(cls.manager)
            .with_context(lang="en_US")
            .create(
                {
                    "name": "Taiyuan Partner",
                    "kind": "outsourced",
                    "manager_id": cls.keeper.id,
                }
            )
        )

    def _type(self, code):
        return self.env.ref(f"aftersales_service.outlet_document_type_{code}")

    def _file(self, code, **vals):
        return self.env["aftersales.outlet.document"].create(
            {
                "outlet_id": self.partner_outlet.id,
                "type_id": self._type(code).id,
                "date_end": False if code == "photo" else "2027-03-01",
                "attachment_ids": self._paper("scan.pdf"),
                **vals,
            }
        )

    def _file_all(self):
        for code in ("licence", "qualification", "photo", "photo", "staff"):
            self._file(code)

    def _sign(self, **vals):
        contract = self.env["aftersales.outlet.contract"].create(
            {
                "outlet_id": self.partner_outlet.id,
                "date_start": "2026-01-01",
                "date_end": "2026-12-31",
                "attachment_ids": self._paper("contract.pdf"),
                **vals,
            }
        )
        contract.action_sign()
        return contract

    # -- documents ----

    @rule("R151", "R156")
    def test_an_application_says_which_documents_are_lacking(self):
        self._file("licence", date_end="2026-03-01")
        self._file("photo")
        self._file("staff", attachment_ids=False)
        with self.assertRaises(UserError) as caught:
            self.partner_outlet.action_submit()
        words = str(caught.exception)
        for expected in (
            "Taiyuan Partner",
            "Business Licence: expired on 2026-03-01",
            "Qualification for the Trade: 0 of 1 there",
            "Site Photo: 1 of 2 there",
            "Staff Certificate: no file or photo attached",
        ):
            self.assertIn(expected, words)
        self.assertFalse(self.partner_outlet.applied_at)

    def test_approval_and_work_ask_for_documents_that_are_valid(self):
        self._file_all()
        self.partner_outlet.with_user(self.head).action_approve()
        self._sign()
        self.partner_outlet.document_ids.filtered(
            lambda document: document.type_id == self._type("licence")
        ).date_end = "2026-03-01"
        with self.assertRaisesRegex(UserError, "Business Licence: expired"):
            self.partner_outlet.action_activate()

    def test_an_own_branch_needs_none_of_them(self):
        outlet = self.env["aftersales.outlet"].create({"name": "Own"})
        self.assertFalse(outlet._get_paper_gaps()[outlet])
        outlet.action_approve()
        self.assertEqual(outlet.state, "approved")

    def test_what_is_required_is_data(self):
        self._type("lease").requirement_ids = [Command.create({"kind": "own"})]
        outlet = self.env["aftersales.outlet"].create({"name": "Own"})
        with self.assertRaisesRegex(UserError, "Lease of the Premises"):
            outlet.with_context(lang="en_US").action_approve()

    def test_a_document_that_expires_names_its_last_day(self):
        with self.assertRaisesRegex(ValidationError, "Valid Until"):
            self._file("licence", date_end=False)

    def test_lacking_documents_cost_the_same_for_many_outlets(self):
        outlets = self.env["aftersales.outlet"].create(
            [{"name": f"Partner {n}", "kind": "authorised"} for n in range(20)]
        )
        outlets._get_paper_problems()
        few = self._count_queries(lambda: outlets[:2]._get_paper_problems())
        many = self._count_queries(lambda: outlets._get_paper_problems())
        self.assertEqual(many, few)

    # -- approval ----

    def test_nobody_approves_his_own_proposal(self):
        self._file_all()
        self.assertFalse(self.partner_outlet.can_approve)
        with self.assertRaisesRegex(UserError, "proposed it yourself"):
            self.partner_outlet.action_approve()
        self.assertTrue(self.partner_outlet.with_user(self.head).can_approve)

    @rule("R154")
    def test_the_department_of_the_setting_approves(self):
        inspector = self._create_user("inspector")
        department = self.env["hr.department"].create({"name": "Administration"})
        office = self.env["hr.department"].create(
            {"name": "Office", "parent_id": department.id}
        )
        self.env["hr.employee"].create(
            {
                "name": "Clerk",
                "user_id": inspector.id,
                "department_id": office.id,
            }
        )
        outlet = self.partner_outlet
        self._file_all()
        with self.assertRaises(AccessError):
            outlet.with_user(inspector).action_approve()
        self.company.aftersales_outlet_department_id = department
        with self.assertRaisesRegex(AccessError, "Administration"):
            outlet.with_user(self.head).with_context(lang="en_US").action_approve()
        outlet.with_user(inspector).action_approve()
        self.assertEqual(outlet.approved_by_id, inspector)
        self.assertEqual(outlet.state, "approved")

    @rule("R155")
    def test_an_outlet_applies_and_head_office_sends_it_back(self):
        self._file_all()
        outlet = self.partner_outlet
        outlet.with_user(self.keeper).action_submit()
        self.assertEqual(outlet.applicant_id, self.keeper)
        told = outlet.sudo().activity_ids.user_id
        self.assertIn(self.head, told)
        self.assertNotIn(self.keeper, told)
        wizard = (
            self.env["aftersales.outlet.step"]
            .with_user(self.head)
            .with_context(active_ids=outlet.ids, default_step="decline")
        )
        with Form(wizard) as form:
            form.reason = "Photos are of another shop."
        form.record.action_confirm()
        self.assertFalse(outlet.applied_at)
        self.assertFalse(outlet.sudo().activity_ids)
        self.assertIn("another shop", str(outlet.message_ids.mapped("body")))

    def test_an_outlet_manager_applies_for_his_own_outlet_only(self):
        self._file_all()
        other = self._create_user("outlet_manager", "test_elsewhere")
        with self.assertRaises(AccessError):
            self.partner_outlet.with_user(other).action_submit()
        with self.assertRaises(AccessError):
            self.partner_outlet.with_user(self.technician_user).action_submit()

    def test_approval_opens_an_analytic_account_once(self):
        outlets = self.env["aftersales.outlet"].create(
            [{"name": f"Own {n}"} for n in range(3)]
        )
        kept = self.outlet.analytic_account_id
        self.assertEqual(kept.plan_id.name, "Service Outlets")
        outlets[0].analytic_account_id = kept
        outlets.action_approve()
        self.assertEqual(outlets[0].analytic_account_id, kept)
        self.assertEqual(outlets[1].analytic_account_id.name, "Own 1")
        self.assertEqual(len(outlets.analytic_account_id), 3)

    # -- contract ----

    @rule("R145")
    def test_a_partner_works_under_a_contract_only(self):
        self._file_all()
        outlet = self.partner_outlet
        outlet.with_user(self.head).action_approve()
        with self.assertRaisesRegex(UserError, "contract"):
            outlet.action_activate()
        self.assertTrue(outlet.lacks_contract)
        self._sign()
        outlet.invalidate_recordset()
        outlet.action_activate()
        self.assertEqual(outlet.state, "active")
        self.assertFalse(outlet.lacks_contract)

    def test_a_contract_is_signed_on_paper(self):
        contract = self.env["aftersales.outlet.contract"].create(
            {"outlet_id": self.partner_outlet.id, "date_start": "2026-01-01"}
        )
        with self.assertRaisesRegex(UserError, "attach"):
            contract.with_context(lang="en_US").action_sign()

    def test_one_contract_is_in_force_at_a_time(self):
        self._sign()
        with self.assertRaises(ValidationError):
            self._sign(date_start="2026-12-31", date_end=False)
        after = self._sign(date_start="2027-01-01", date_end=False)
        held = [
            self.partner_outlet._get_contract_on(
                self.env.cr.now().date().replace(**day)
            )
            for day in ({"year": 2025}, {"year": 2026}, {"year": 2027})
        ]
        self.assertFalse(held[0])
        self.assertEqual(str(held[1].date_end), "2026-12-31")
        self.assertEqual(held[2], after)

    def test_what_was_signed_stays(self):
        contract = self._sign()
        with self.assertRaises(UserError):
            contract.date_end = "2026-06-30"
        with self.assertRaises(UserError):
            contract.unlink()

    def test_a_contract_ends_early_with_a_reason(self):
        contract = self._sign().with_user(self.manager)
        with self.assertRaises(UserError):
            contract.action_end()
        contract.end_reason = "The shop was sold."
        contract.action_end()
        self.assertEqual(str(contract.date_end), DAY)
        self.assertTrue(contract.is_in_force)
        with freeze_time("2026-03-03"):
            self.assertFalse(
                self.partner_outlet._get_contract_on(contract.date_end.replace(day=3))
            )

    def test_outlets_without_a_contract_are_found(self):
        Outlet = self.env["aftersales.outlet"]
        lacking = Outlet.search([("lacks_contract", "=", True)])
        self.assertIn(self.partner_outlet, lacking)
        self.assertNotIn(self.outlet, lacking)
        self._sign()
        self.assertNotIn(
            self.partner_outlet, Outlet.search([("lacks_contract", "=", True)])
        )

    # -- access ----

    def test_an_outlet_reads_its_own_papers_and_no_others(self):
        licence = self._file("licence")
        contract = self._sign()
        other = self._create_user("outlet_manager", "test_elsewhere")
        for paper in (licence, contract):
            paper.with_user(self.keeper).check_access("read")
            with self.assertRaises(AccessError):
                paper.with_user(other).check_access("read")
            with self.assertRaises(AccessError):
                paper.with_user(self.technician_user).check_access("read")
        with self.assertRaises(AccessError):
            contract.with_user(self.keeper).write({"scope": "All"})
        with self.assertRaises(AccessError):
            contract.with_user(self.keeper).action_end()

    def test_papers_of_another_company_stay_there(self):
        company = self.env["res.company"].create({"name": "Other Maker"})
        outlet = self.env["aftersales.outlet"].create(
            {"name": "Theirs", "kind": "authorised", "company_id": company.id}
        )
        contract = self.env["aftersales.outlet.contract"].create(
            {"outlet_id": outlet.id, "date_start": "2026-01-01"}
        )
        self.assertEqual(contract.company_id, company)
        with self.assertRaises(AccessError):
            contract.with_user(self.manager).check_access("read")
