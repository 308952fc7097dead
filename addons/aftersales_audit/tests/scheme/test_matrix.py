from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged

from odoo.addons.aftersales_service.tests.rules import rule

from ..common import AuditCase


@tagged("post_install", "-at_install")
class TestMatrix(AuditCase):
    """Who answers for which clause."""

    def _create_matrix(self):
        legend = self.env.ref("aftersales_audit.responsibility_legend_two")
        matrix = self.env["aftersales.responsibility.matrix"].create(
            {
                "name": "Test",
                "scheme_id": self.scheme.id,
                "legend_id": legend.id,
                "column_ids": [(0, 0, {"name": "Office"}), (0, 0, {"name": "Plant"})],
            }
        )
        return matrix, *matrix.column_ids, *legend.mark_ids

    @rule("R484")
    def test_the_handbook_s_matrix_has_its_own_two_gaps(self):
        matrix = self.env.ref("aftersales_audit.responsibility_matrix_handbook_004")
        self.assertEqual([gap.code for gap in matrix._get_gaps()], ["5.2.2", "5.2.6"])
        self.assertIn("nobody is mainly responsible", matrix.warning)
        self.assertEqual(len(matrix.column_ids), 6)
        main = matrix._get_main_columns()
        clauses = {clause.code: clause for clause in main}
        names = {code: main[clause].name for code, clause in clauses.items()}
        self.assertEqual(names["5.1.2.2"], "General Manager")  # from 5.1.2
        self.assertEqual(names["5.2.3.1"], "Production")  # its own, not that of 5.2.3
        self.assertEqual(names["5.2.3.2"], "Sales and Service")
        self.assertNotIn("5.2.6", names)
        empty = {"Purchasing", "Finance"}
        self.assertFalse(empty & set(names.values()))

    @rule("R485", "R486")
    def test_other_handbooks_have_other_columns_and_marks(self):
        matrix = self.env.ref("aftersales_audit.responsibility_matrix_handbook_000")
        self.assertEqual(len(matrix.column_ids), 5)
        self.assertFalse(matrix.cell_ids)
        self.assertEqual(matrix.gap_count, 46)
        self.assertEqual(len(matrix.warning.splitlines()), 7)
        self.assertIn("… and 40 more indicators.", matrix.warning)
        self.assertEqual(
            matrix.with_context(lang="en_US").column_ids.mapped("name"),
            ["Management", "Administration", "Business", "Technical"]
            + ["After-Sales Service"],
        )
        legend = self.env.ref("aftersales_audit.responsibility_legend_four")
        self.assertEqual("".join(legend.mark_ids.mapped("symbol")), "■□▲△")

    def test_with_marks_it_stays_with_its_scheme(self):
        matrix, office, _plant, main, _related = self._create_matrix()
        other = self._create_scheme(code="OTHER")
        matrix.scheme_id = other
        matrix.scheme_id = self.scheme
        matrix.action_set_mark(self.clauses["2"].id, office.id, main.id)
        with self.assertRaisesRegex(ValidationError, "those of the matrix"):
            matrix.scheme_id = other

    def test_a_click_sets_changes_and_takes_a_mark(self):
        matrix, office, plant, main, related = self._create_matrix()
        grid = matrix.with_user(self.inspector)
        clause = self.clauses["2"]
        self.assertEqual(len(grid.action_load_grid()["gaps"]), 4)
        result = grid.action_set_mark(clause.id, office.id, main.id)
        self.assertEqual(result["gaps"], ["1.1.1", "1.1.2"])
        grid.action_set_mark(clause.id, plant.id, main.id)
        self.assertIn("Office, Plant", matrix.warning)
        grid.action_set_mark(clause.id, plant.id, related.id)
        self.assertEqual(matrix.gap_count, 2)
        rows = {row["code"]: row for row in grid.action_load_grid()["rows"]}
        self.assertEqual(
            rows["2"]["cells"], {str(office.id): main.id, str(plant.id): related.id}
        )
        grid.action_set_mark(clause.id, plant.id, False)
        self.assertEqual(matrix.cell_ids.column_id, office)

    def test_marks_of_another_legend_or_scheme_are_refused(self):
        matrix, office, _plant, main, _related = self._create_matrix()
        strange = self.env.ref("aftersales_audit.responsibility_mark_leader")
        clause = self.env.ref("aftersales_audit.clause_gbt_5_1")
        with self.assertRaisesRegex(ValidationError, "Load the page again"):
            matrix.action_set_mark(self.clauses["2"].id, office.id, strange.id)
        with self.assertRaisesRegex(ValidationError, "those of the matrix"):
            matrix.action_set_mark(clause.id, office.id, main.id)

    def test_a_matrix_goes_along_into_a_new_edition(self):
        matrix, office, _plant, main, _related = self._create_matrix()
        matrix.action_set_mark(self.clauses["2"].id, office.id, main.id)
        edition = self.scheme.copy()
        new = matrix.copy({"scheme_id": edition.id})
        self.assertEqual(new.cell_ids.clause_id.scheme_id, edition)
        self.assertEqual(new.cell_ids.column_id.name, "Office")

    def test_who_has_no_right_looks_on(self):
        matrix, office, _plant, main, _related = self._create_matrix()
        grid = matrix.with_user(self.technician_user)
        self.assertFalse(grid.action_load_grid()["can_write"])
        with self.assertRaises(AccessError):
            grid.action_set_mark(self.clauses["2"].id, office.id, main.id)

    def test_the_matrix_is_printed(self):
        matrix = self.env.ref("aftersales_audit.responsibility_matrix_handbook_004")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "aftersales_audit.report_responsibility", matrix.ids
        )
        self.assertIn("▲", html.decode())
        self.assertIn("5.2.6 Recovery of Discarded Goods: nobody", html.decode())
        self.assertEqual(html.decode().count("background: #e6e6e6"), 3)
        paper = self.env.ref("aftersales_audit.action_report_responsibility")
        self.assertEqual(paper.paperformat_id.orientation, "Landscape")


@tagged("post_install", "-at_install")
class TestMatrixTour(AuditCase, HttpCase):
    """The grid, by mouse and by keyboard."""

    @rule("R484", "R486")
    def test_cells_are_edited_by_click_and_by_keys(self):
        matrix = self.env["aftersales.responsibility.matrix"].create(
            {
                "name": "Test",
                "scheme_id": self.scheme.id,
                "legend_id": self.env.ref(
                    "aftersales_audit.responsibility_legend_four"
                ).id,
                "column_ids": [(0, 0, {"name": "Office"}), (0, 0, {"name": "Plant"})],
            }
        )
        action = "aftersales_audit.aftersales_responsibility_matrix_action"
        self.start_tour(
            f"/odoo/action-{self.env.ref(action).id}/{matrix.id}",
            "aftersales_audit_matrix",
            login=self.inspector.login,
        )
        marks = {
            (cell.clause_id.code, cell.column_id.name): cell.mark_id.symbol
            for cell in matrix.cell_ids
        }
        self.assertEqual(marks, {("1", "Office"): "□", ("1.1", "Plant"): "▲"})
