from odoo import models

from ...tools import radar

LEAST_CORNERS = 2


class AftersalesAudit(models.Model):
    """What the screens and papers show of an evaluation."""

    _inherit = "aftersales.audit"

    def action_view_lines(self):
        """The auditor's list, on a phone as cards."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_audit.aftersales_audit_line_action"
        )
        action["domain"] = [("audit_id", "=", self.id)]
        action["context"] = {"search_default_open": self.state == "in_progress"}
        return action

    def action_view_evidence(self):
        """What was counted and linked, indicator by indicator."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_audit.aftersales_audit_evidence_item_action"
        )
        action["domain"] = [("audit_id", "=", self.id)]
        action["context"] = {"search_default_group_by_line": 1}
        return action

    def action_view_scores(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_audit.aftersales_audit_score_action"
        )
        action["domain"] = [("audit_id", "=", self.id)]
        action["context"] = {}
        return action

    def action_accept_proposals(self):
        """Take over what the records say, where no result was given yet."""
        self.line_ids.filtered(lambda line: not line.result).action_accept()

    def action_load_charts(self) -> dict:
        """Radar of the clauses of the second level, trend of the years."""
        self.ensure_one()
        rows = self.score_ids.filtered(
            lambda row: row.scope == "second" and row.has_score
        )
        trend = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("scheme_id.code", "=", self.scheme_id.code),
                ("has_score", "=", True),
                ("state", "=", "closed"),
                ("id", "!=", self.id),
                ("date_to", "<", self.date_to),
            ],
            order="date_to, id",
        )
        trend += self.filtered("has_score")
        return {
            "radar": {
                "labels": [f"{row.clause_code} {row.clause_id.name}" for row in rows],
                "now": rows.mapped("score"),
                "before": [
                    row.previous_score if row.has_previous else None for row in rows
                ],
            },
            "trend": {
                "labels": [str(audit.date_to.year) for audit in trend],
                "scores": trend.mapped("score"),
            },
        }

    def _get_radar(self) -> radar.Chart | None:
        """The radar for papers; a figure of fewer than three corners is none."""
        self.ensure_one()
        data = self.action_load_charts()["radar"]
        return radar.draw(**data) if len(data["labels"]) > LEAST_CORNERS else None

    def _get_checklists(self) -> list[tuple[str, object]]:
        """Lines by unit, departments first: a page each."""
        self.ensure_one()
        units = self.line_ids.grouped(lambda line: (line.outlet_id, line.department_id))
        return [
            (lines[:1].unit_name, lines)
            for _unit, lines in sorted(
                units.items(),
                key=lambda pair: (bool(pair[0][0]), pair[1][:1].unit_name),
            )
        ]
