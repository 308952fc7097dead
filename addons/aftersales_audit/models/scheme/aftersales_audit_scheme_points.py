from odoo import models
from odoo.exceptions import UserError

from ...tools import clause_tree


class AftersalesAuditScheme(models.Model):
    """Points that stand in for unknown ones, and the file they are loaded from."""

    _inherit = "aftersales.audit.scheme"

    def action_fill_placeholder(self):
        """Give indicators without points an equal share: not from the standard."""
        self.ensure_one()
        self._check_draft()
        shares = clause_tree.equal_shares(self._get_tree())
        if not shares:
            raise UserError(
                self.env._(
                    "%(scheme)s: there is nothing to share out. Give the sections "
                    "their points first.",
                    scheme=self.display_name,
                )
            )
        by_points = self.clause_ids.filtered(lambda one: one.code in shares).grouped(
            lambda one: shares[one.code]
        )
        for points, clauses in by_points.items():
            clauses.write({"points": float(points), "points_source": "placeholder"})

    def action_clear_placeholder(self):
        self.ensure_one()
        self._check_draft()
        self.clause_ids.filtered(
            lambda clause: clause.points_source == "placeholder"
        ).write({"points": 0, "points_source": False})

    def action_import_points(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Clauses and Points"),
            "res_model": "aftersales.audit.scheme.import",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_scheme_id": self.id},
        }

    def _check_draft(self) -> None:
        self._refuse(
            [
                self.env._(
                    "%(scheme)s is not a draft any more. Choose “Back to Draft”, or "
                    "make a new edition.",
                    scheme=scheme.display_name,
                )
                for scheme in self
                if scheme.state != "draft"
            ]
        )
