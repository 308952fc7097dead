from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..common import AuditCase


@tagged("post_install", "-at_install")
class TestScheme(AuditCase):
    """Editions of a standard: what is known of them, and what is not."""

    @rule("R035", "R343")
    def test_the_standard_is_shipped_whole_and_without_invented_points(self):
        scheme = self.env.ref("aftersales_audit.audit_scheme_gbt_27922")
        clauses = scheme.clause_ids
        sections = clauses.filtered(lambda one: one.level == "section")
        self.assertEqual(sections.mapped("code"), ["5.1", "5.2", "5.3"])
        self.assertEqual(sections.mapped("points"), [40, 35, 25])
        second = clauses.filtered(lambda one: one.level == "second")
        self.assertEqual(len(second), 15)
        leaves = scheme._get_leaves()
        self.assertEqual(len(leaves), 46)
        known = leaves.filtered("has_points")
        self.assertEqual(known.mapped("code"), ["5.1.2.2"])
        self.assertEqual((known.points, known.points_source), (5, "standard"))
        self.assertFalse(scheme.is_complete)
        self.assertEqual(scheme.unknown_count, 45)
        self.assertFalse(scheme.warning)

    def test_the_predecessor_s_chapters_lead_to_clauses_of_the_standard(self):
        scheme = self.env.ref("aftersales_audit.audit_scheme_sbt_10401")
        self.assertEqual(len(scheme._get_leaves()), 27)
        self.assertEqual(scheme.clause_ids.filtered(lambda c: not c.mapped_ids).ids, [])
        repair = scheme.clause_ids.filtered(lambda one: one.code == "5")
        self.assertEqual(repair.mapped_ids.mapped("code"), ["5.2.2", "5.2.4", "5.2.5"])

    def test_equal_shares_fill_the_gaps_and_are_marked(self):
        scheme = self.env.ref("aftersales_audit.audit_scheme_gbt_27922").copy()
        scheme.with_user(self.inspector).action_fill_placeholder()
        self.assertTrue(scheme.is_complete)
        self.assertTrue(scheme.uses_placeholder)
        self.assertAlmostEqual(scheme.point_sum, 100)
        certified = scheme.clause_ids.filtered(lambda one: one.code == "5.1.2.2")
        self.assertEqual((certified.points, certified.points_source), (5, "standard"))
        # Points that somebody fills in are no placeholder any more.
        other = scheme.clause_ids.filtered(lambda one: one.code == "5.1.2.1")
        self.assertEqual(other.points_source, "placeholder")
        other.points = 3
        self.assertEqual(other.points_source, "company")
        self.assertIn("5.1 has 40 points", scheme.warning)
        scheme.action_clear_placeholder()
        self.assertFalse(scheme.uses_placeholder)
        self.assertEqual(scheme.unknown_count, 44)

    def test_sums_that_do_not_add_up_are_warned_of(self):
        self.assertTrue(self.scheme.is_complete)
        self.clauses["2.2"].points = 12
        self.assertFalse(self.scheme.is_complete)
        self.assertIn("2 has 60 points; what is below it has 62", self.scheme.warning)
        self.assertEqual(
            [self.clauses[code].points_below for code in ("1", "1.1", "2", "2.2")],
            [40, 40, 62, 0],
        )
        self.clauses["2"].points = 62
        self.assertIn("102 points together", self.scheme.warning)

    def test_what_is_in_force_does_not_change(self):
        scheme = self.scheme.with_user(self.inspector)
        scheme.action_put_in_force()
        clause = self.clauses["2.2"].with_user(self.inspector)
        for vals in ({"points": 5}, {"name": "x"}, {"code": "9"}):
            with self.assertRaisesRegex(UserError, "not a draft"):
                clause.write(vals)
        with self.assertRaisesRegex(UserError, "not a draft"):
            clause.update_field_translations("name", {"en_US": "x"})
        with self.assertRaisesRegex(UserError, "not a draft"):
            clause.unlink()
        with self.assertRaisesRegex(UserError, "not a draft"):
            clause.copy({"code": "2.3"})
        with self.assertRaisesRegex(UserError, "buttons only"):
            scheme.state = "draft"
        clause.text = "<p>Our copy</p>"  # the company's own text may be pasted later
        scheme.action_reopen()
        clause.points = 9

    def test_a_new_edition_supersedes_the_one_before(self):
        self.scheme.action_put_in_force()
        action = self.scheme.action_new_edition()
        new = self.scheme.browse(action["res_id"])
        self.assertEqual(new.previous_id, self.scheme)
        self.assertEqual(
            new.clause_ids._get_parents_by_code(),
            self.scheme.clause_ids._get_parents_by_code(),
        )
        by_code = {clause.code: clause for clause in new.clause_ids}
        by_code["2.2"].points = 5
        by_code["1.1.1"].name = "Department with posts"
        by_code["1.1.2"].unlink()
        new.clause_ids.create(
            {"scheme_id": new.id, "parent_id": by_code["2"].id, "code": "2.3"}
            | {"name": "Website", "points": 5}
        )
        wizard = self.env["aftersales.audit.scheme.comparison"].browse(
            new.action_compare()["res_id"]
        )
        self.assertEqual(
            wizard.line_ids.mapped(lambda one: (one.code, one.kind)),
            [("1.1.1", "name"), ("2.2", "points"), ("2.3", "added")]
            + [("1.1.2", "removed")],
        )
        other = wizard.browse(self.scheme.action_compare()["res_id"])
        self.assertEqual(other.old_id, new, "Any other one rather than itself.")
        new.with_user(self.service_manager).action_put_in_force()
        self.assertEqual(self.scheme.state, "superseded")

    def test_an_edition_keeps_the_words_of_all_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.clauses["2.2"].with_context(lang="zh_CN").name = "回收"
        matrix = self.env["aftersales.responsibility.matrix"].create(
            {
                "name": "Test",
                "scheme_id": self.scheme.id,
                "legend_id": self.env.ref(
                    "aftersales_audit.responsibility_legend_two"
                ).id,
                "column_ids": [(0, 0, {"name": "Office"})],
            }
        )
        matrix.column_ids.with_context(lang="zh_CN").name = "办公室"
        edition = self.scheme.copy()
        clause = edition.clause_ids.filtered(lambda one: one.code == "2.2")
        self.assertEqual(clause.name, "Recovery")
        self.assertEqual(clause.with_context(lang="zh_CN").name, "回收")
        column = matrix.copy({"scheme_id": edition.id}).column_ids
        self.assertEqual(column.with_context(lang="zh_CN").name, "办公室")

    def test_others_may_read_schemes_only(self):
        for user in (self.technician_user, self.dispatcher):
            scheme = self.scheme.with_user(user)
            self.assertTrue(scheme.name)
            with self.assertRaises(AccessError):
                scheme.action_put_in_force()
            with self.assertRaises(AccessError):
                self.clauses["2.2"].with_user(user).points = 1

    def test_points_of_many_clauses_cost_no_more_queries(self):
        few = self.scheme
        many = self.env.ref("aftersales_audit.audit_scheme_gbt_27922")
        counts = [
            self._count_queries(lambda one=one: one.mapped("warning"))
            for one in (few, many)
        ]
        self.assertEqual(*counts)
