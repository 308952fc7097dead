import json

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from .common import EvaluationCase


@tagged("post_install", "-at_install")
class TestAuditFreeze(EvaluationCase, HttpCase):
    """What is closed stays, for every role and over RPC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.audit = cls._start_audit()
        cls.audit.special_ids = [
            (0, 0, {"kind": "deduction", "ground": "rules", "description": "Late"})
        ]
        cls.audit.line_ids.action_met()
        cls._close_audit(cls.audit)

    def test_closing_needs_the_closing_meeting_and_a_conclusion(self):
        audit = self._start_audit()
        audit.line_ids.action_met()
        audit.action_score()
        with self.assertRaisesRegex(UserError, "Closing Meeting"):
            audit.action_present()
        self._hold_meeting(audit, "closing")
        audit.action_present()
        with self.assertRaisesRegex(UserError, "write the conclusion"):
            audit.action_close()

    def test_nobody_changes_a_frozen_audit(self):
        admin = self._create_user("admin", "audit_admin")
        parts = {
            "line_ids": {"finding": "x"},
            "special_ids": {"description": "x"},
            "member_ids": {"role": "expert"},
            "meeting_ids": {"guests": "x"},
            "score_ids": {"score": 100.0},
            "grade_ids": {"is_rewarded": True},
        }
        for user in (self.inspector, admin, self.env.ref("base.user_root")):
            audit = self.audit.with_user(user).sudo()
            with self.assertRaisesRegex(UserError, "closed and frozen"):
                audit.write({"conclusion": "x"})
            with self.assertRaisesRegex(UserError, "closed and frozen"):
                audit.unlink()
            for name, vals in parts.items():
                self.assertTrue(audit[name], name)
                with self.assertRaisesRegex(UserError, "frozen"):
                    audit[name].write(vals)
                with self.assertRaises(UserError):
                    audit[name].unlink()
                with self.assertRaises(UserError):
                    audit.write({name: [(5,)]})
            with self.assertRaisesRegex(UserError, "frozen"):
                audit.env["aftersales.audit.special"].create(
                    {"audit_id": audit.id, "description": "x"}
                )
            with self.assertRaises(UserError):
                audit.action_rework()

    def test_over_rpc_neither(self):
        for login in ("test_inspector", "admin"):
            self.authenticate(login, login)
            for model, ids, method, args in (
                ("aftersales.audit", self.audit.ids, "write", [{"conclusion": "x"}]),
                ("aftersales.audit", self.audit.ids, "write", [{"state": "draft"}]),
                ("aftersales.audit", self.audit.ids, "action_rework", []),
                ("aftersales.audit", self.audit.ids, "unlink", []),
                (
                    "aftersales.audit.line",
                    self.audit.line_ids.ids,
                    "write",
                    [{"result": "not_met"}],
                ),
            ):
                answer = self.url_open(
                    f"/web/dataset/call_kw/{model}/{method}",
                    data=json.dumps(
                        {
                            "params": {
                                "model": model,
                                "method": method,
                                "args": [ids, *args],
                                "kwargs": {},
                            }
                        }
                    ),
                    headers={"Content-Type": "application/json"},
                ).json()
                self.assertIn("error", answer, (login, model, method))
        self.audit.invalidate_recordset()
        self.assertEqual(self.audit.conclusion, "Good.")

    def test_the_digest_tells_what_was_changed_behind_its_back(self):
        self.assertTrue(self.audit._verify())
        self.env.cr.execute(
            "UPDATE aftersales_audit_line SET finding = 'x' WHERE id = %s",
            [self.audit.line_ids[0].id],
        )
        self.env.invalidate_all()
        self.assertFalse(self.audit._verify())

    def test_later_changes_around_it_do_not_alter_it(self):
        digest = self.audit.digest
        self.outlet.name = "New Name"
        self.office.name = "New Office"
        self.auditor.department_id = self.plant
        self.company.aftersales_audit_advice_years = 5
        self.assertEqual(self.audit._get_digest(), digest)
        thanks = "Thanks"
        self.audit.message_post(body=thanks)
