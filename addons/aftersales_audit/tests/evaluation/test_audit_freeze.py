import json

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.aftersales_service.models.flow_mixin import ROLE_GROUPS
from odoo.addons.aftersales_service.tests.rules import rule

from .common import EvaluationCase

#: What somebody could want to change of each part of an evaluation.
CHANGES = {
    "line_ids": {"finding": "x"},
    "special_ids": {"description": "x"},
    "member_ids": {"role": "expert"},
    "visit_ids": {"place": "x"},
    "meeting_ids": {"guests": "x"},
    "score_ids": {"score": 100.0},
    "grade_ids": {"is_rewarded": True},
    "evidence_ids": {"count": 100},
    "photos": {"raw": b"x"},
}


@tagged("post_install", "-at_install")
class TestAuditFreeze(EvaluationCase, HttpCase):
    """What is closed stays, for every role and over RPC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scheme.action_reopen()
        cls.clauses["1.1.2"].evidence_sources = "certified_managers"
        cls.scheme.action_put_in_force()
        cls.audit = cls._start_audit()
        cls.audit.special_ids = [
            Command.create(
                {"kind": "deduction", "ground": "rules", "description": "Late"}
            )
        ]
        cls.audit.visit_ids = [
            Command.create(
                {
                    "auditor_id": cls.auditor.id,
                    "outlet_id": cls.outlet.id,
                    "date_start": "2026-12-01 01:00:00",
                    "date_end": "2026-12-01 05:00:00",
                }
            )
        ]
        cls.audit.line_ids.action_met()
        cls.audit.line_ids.filtered("is_override").override_reason = "Seen."
        cls.audit.line_ids[0].attachment_ids = cls._paper("shelf.jpg")
        cls._close_audit(cls.audit)
        cls.users = cls.inspector | cls.env.ref("base.user_admin")
        for role, group in ROLE_GROUPS.items():
            cls.users |= new_test_user(cls.env, f"freeze_{role}", groups=group)
        system = cls._create_user("reader", "freeze_system")
        system.group_ids += cls.env.ref("base.group_system")
        cls.users |= system

    def _get_parts(self, audit) -> dict:
        lines = audit.line_ids
        own = {
            "evidence_ids": lines.evidence_ids,
            "photos": lines.attachment_ids,
        }
        return {name: own[name] if name in own else audit[name] for name in CHANGES}

    def test_closing_needs_the_closing_meeting_and_a_conclusion(self):
        audit = self._start_audit()
        audit.line_ids.action_met()
        audit.line_ids.filtered("is_override").override_reason = "Seen."
        audit.action_score()
        with self.assertRaisesRegex(UserError, "Closing Meeting"):
            audit.action_present()
        self._hold_meeting(audit, "closing")
        audit.action_present()
        with self.assertRaisesRegex(UserError, "write the conclusion"):
            audit.action_close()

    def _check_frozen(self, function, *args):
        with self.assertRaises(UserError) as caught:
            function(*args)
        self.assertIn("closed and frozen", str(caught.exception))

    @rule("R344")
    def test_nobody_changes_a_frozen_audit(self):
        """As the user himself and as code that runs for him with all rights."""
        other = self._create_outlet(name="Yantai Branch")
        for user in self.users | self.env.ref("base.user_root"):
            own = self.audit.with_user(user)
            with self.assertRaises(UserError):
                own.write({"conclusion": "x"})
            with self.assertRaises(UserError):
                own.action_rework()
            audit = own.sudo()
            self._check_frozen(audit.write, {"conclusion": "x"})
            self._check_frozen(audit.unlink)
            for name, parts in self._get_parts(audit).items():
                self.assertTrue(parts, name)
                self._check_frozen(parts.write, CHANGES[name])
                with self.assertRaises(UserError):
                    parts.unlink()
                if name in audit._fields:
                    self._check_frozen(audit.write, {name: [Command.clear()]})
            self._check_frozen(
                audit.line_ids[0].write, {"attachment_ids": [Command.clear()]}
            )
            for name, vals in (
                ("special", {"description": "x"}),
                ("member", {"employee_id": self.office_head.id}),
                ("meeting", {"kind": "opening"}),
                ("line", {"clause_id": self.clauses["2.2"].id, "outlet_id": other.id}),
            ):
                self._check_frozen(
                    audit.env[f"aftersales.audit.{name}"].create,
                    {"audit_id": audit.id, **vals},
                )
        self.assertTrue(self.audit._verify())

    def test_over_rpc_neither(self):
        """Nobody who logs in, whatever his rights."""
        audit = self.audit.sudo()
        parts = self._get_parts(audit)
        calls = [
            (audit, "write", {"conclusion": "x"}),
            (audit, "write", {"state": "draft"}),
            (audit, "write", {"digest": "x"}),
            (audit, "action_rework"),
            (audit, "action_collect_evidence"),
            (audit, "unlink"),
            *(
                (part, "write", self._get_rpc_vals(name))
                for name, part in parts.items()
            ),
            *((part, "unlink") for part in parts.values()),
        ]
        digest = audit.digest
        for user in self.users:
            self.authenticate(user.login, user.login)
            for records, method, *args in calls:
                answer = self._call(records._name, method, records.ids, *args)
                self.assertIn("error", answer, (user.login, records._name, method))
            answer = self._call(
                "aftersales.audit.special",
                "create",
                [{"audit_id": audit.id, "description": "x"}],
            )
            self.assertIn("error", answer, user.login)
        self.env.invalidate_all()
        self.assertEqual((audit.state, audit.digest), ("closed", digest))
        self.assertTrue(audit._verify())

    def test_over_the_json_api_neither(self):
        admin = self.users.filtered(lambda user: user.login == "freeze_admin")
        key = (
            self.env["res.users.apikeys"]
            .with_user(admin)
            .sudo()
            ._generate(
                "rpc", "Freeze", fields.Datetime.add(fields.Datetime.now(), days=1)
            )
        )
        answers = {
            method: self.url_open(
                f"/json/2/aftersales.audit/{method}",
                data=json.dumps({"ids": self.audit.ids, **vals}),
                headers={
                    "Content-Type": "application/json",
                    "Authorization": f"Bearer {key}",
                    "X-Odoo-Database": self.env.cr.dbname,
                },
            )
            for method, vals in (
                ("read", {"fields": ["state"]}),
                ("write", {"vals": {"conclusion": "x"}}),
                ("unlink", {}),
            )
        }
        self.assertEqual(answers["read"].json()[0]["state"], "closed")
        for method in ("write", "unlink"):
            self.assertGreaterEqual(answers[method].status_code, 400, method)
        self.assertIn("closed and frozen", answers["write"].text)

    @staticmethod
    def _get_rpc_vals(name: str) -> dict:
        return {"datas": "eA=="} if name == "photos" else CHANGES[name]

    @mute_logger("odoo.http")
    def _call(self, model: str, method: str, *args) -> dict:
        params = {"model": model, "method": method, "args": args, "kwargs": {}}
        return self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        ).json()

    def test_the_digest_tells_what_was_changed_behind_its_back(self):
        self.assertTrue(self.audit._verify())
        self.env.cr.execute(
            "UPDATE aftersales_audit_line SET finding = 'x' WHERE id = %s",
            [self.audit.line_ids[0].id],
        )
        self.env.invalidate_all()
        self.assertFalse(self.audit._verify())

    def test_later_changes_around_it_do_not_alter_it(self):
        audit = self.audit
        before = audit.digest, audit.score, audit.line_ids.mapped("points")
        self.outlet.name = "New Name"
        self.office.name = "New Office"
        self.auditor.department_id = self.plant
        self.company.aftersales_audit_advice_years = 5
        self.certificate.valid_to = "2026-01-01"
        self.env.flush_all()
        self.assertEqual(
            (audit._get_digest(), audit.score, audit.line_ids.mapped("points")), before
        )
        thanks = "Thanks"
        audit.message_post(body=thanks)

    def test_later_changes_of_the_scheme_do_not_alter_it(self):
        audit = self.audit
        before = audit.digest, audit.score, audit.line_ids.mapped("mark")
        with self.assertRaisesRegex(UserError, "Make a new edition"):
            self.scheme.action_reopen()
        with self.assertRaises(UserError):
            self.clauses["1.1.1"].points = 10
        self.clauses["1.1.2"].evidence_sources = False
        edition = self.scheme.browse(self.scheme.action_new_edition()["res_id"])
        edition.clause_ids.filtered(lambda one: one.code == "1.1.1").points = 10
        edition.clause_ids.filtered(lambda one: one.code == "2.2").points = 30
        edition.action_put_in_force()
        self.env.flush_all()
        self.assertEqual(
            (audit._get_digest(), audit.score, audit.line_ids.mapped("mark")), before
        )
        with self.assertRaises(UserError):
            self.clauses["1.1.1"].unlink()

    @mute_logger("odoo.sql_db")
    def test_who_took_part_is_not_deleted(self):
        for person in (self.auditor, self.office_head):
            with self.assertRaises(IntegrityError):
                person.unlink()

    def test_files_of_others_are_not_touched(self):
        open_ = self._start_audit()
        line = open_.line_ids[0]
        line.attachment_ids = self._paper("other.jpg")
        line.attachment_ids.name = "renamed.jpg"
        line.attachment_ids.unlink()
        self.assertFalse(line.attachment_ids)
