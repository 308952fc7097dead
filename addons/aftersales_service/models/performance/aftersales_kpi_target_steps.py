from odoo import api, fields, models

from ...tools import kpi, target_flow


class AftersalesKpiTarget(models.Model):
    """How a target comes to hold, and how a later version takes its place."""

    _inherit = "aftersales.kpi.target"

    _flow_roles = target_flow.ROLES
    _flow_moments = target_flow.MOMENTS

    can_submit = fields.Boolean(compute="_compute_can")
    can_collect = fields.Boolean(compute="_compute_can")
    can_approve = fields.Boolean(compute="_compute_can")
    can_return = fields.Boolean(compute="_compute_can")

    @api.depends("state")
    def _compute_can(self):
        for target in self:
            for step in ("submit", "collect", "approve", "return"):
                target[f"can_{step}"] = target._can(step)

    def _get_flow(self):
        return target_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "submit": self.env._("Submit"),
            "collect": self.env._("Collect"),
            "approve": self.env._("Approve"),
            "return": self.env._("Return to Draft"),
            "supersede": self.env._("Supersede"),
        }

    def action_submit(self):
        """A target is a number (R023); none at all is one where nothing may happen."""
        self._check_step_role("submit")
        self._check_step_possible("submit")
        self._refuse(
            [
                self.env._(
                    "%(target)s: fill in Target. A target must be a number that can be "
                    "measured.",
                    target=target.display_name,
                )
                for target in self
                if not target.value and target.direction != kpi.ZERO
            ]
        )
        self._transition("submit")

    def action_collect(self):
        self._transition("collect")

    def action_return(self):
        self._transition("return")

    def action_approve(self):
        """Approved by somebody else than who drafted; the version before ends."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        self._refuse(
            [
                self.env._(
                    "%(target)s: you drafted it, so somebody else approves it.",
                    target=target.display_name,
                )
                for target in self
                if self.env.user in target.drafted_by_id | target.create_uid
            ]
            + self._get_split_problems()
        )
        before = self.sudo()._find_same_approved()
        self._transition("approve", approved_by_id=self.env.uid)
        before._transition("supersede")

    def _find_same_approved(self):
        """Approved versions that these take the place of."""
        versions = self.env["aftersales.kpi.target"]
        for target in self:
            before = target.previous_id
            is_same = before.state == "approved" and before.year == target.year
            versions |= before if is_same else versions.browse()
        return versions

    # -- versions --------------------------------------------------------------------
    def action_revise(self):
        """A new version of a target that holds; it takes its place once approved."""
        self.ensure_one()
        self._refuse(
            [
                self.env._(
                    "%(target)s: only an approved target is revised.",
                    target=self.display_name,
                )
            ]
            * (self.state != "approved")
        )
        revised = self.create(self._prepare_revision_vals())
        return revised._get_form_action()

    def action_next_year(self):
        """Drafts for the year after, from the targets that hold (R027)."""
        approved = self.filtered(
            lambda target: (
                target.state == "approved"
                and target.year + 1 not in target.next_ids.mapped("year")
            )
        )
        drafts = self.create(
            [
                {**target._prepare_revision_vals(), "year": target.year + 1}
                for target in approved
            ]
        )
        # Parts belong to the whole of their own year.
        successor = dict(zip(approved, drafts, strict=True))
        for target, draft in successor.items():
            draft.parent_id = successor.get(target.parent_id)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_kpi_target_action"
        )
        action["domain"] = [("id", "in", drafts.ids)]
        action["context"] = {}
        return action

    def _prepare_revision_vals(self) -> dict:
        self.ensure_one()
        return {
            **{
                name: self[name].id
                for name in ("kpi_id", "company_id", "department_id", "outlet_id")
            },
            "year": self.year,
            "quarter": self.quarter,
            "value": self.value,
            "weight": self.weight,
            "basis": self.basis,
            "parent_id": self.parent_id.id,
            "previous_id": self.id,
            "version": self.version + 1,
        }

    @api.model
    def _find_targets(
        self, definition, period: str, day
    ) -> dict[tuple, "models.Model"]:
        """Approved targets of the company of the environment that hold for a period.

        By member, ("company", False), ("outlet", id) or ("department", id); a quarter's
        own target comes before the year's. One query.
        """
        quarter = str((day.month + 2) // 3)
        targets = self.sudo().search(
            [
                ("company_id", "=", self.env.company.id),
                ("kpi_id", "=", definition.id),
                ("state", "=", "approved"),
                ("year", "=", day.year),
                ("quarter", "in", (False,) if period == kpi.YEAR else (quarter, False)),
            ]
        )
        found = {}
        for target in targets.sorted(lambda target: target.quarter or ""):
            scope = (
                ("outlet", target.outlet_id.id)
                if target.outlet_id
                else ("department", target.department_id.id)
                if target.department_id
                else ("company", False)
            )
            found[scope] = target
        return found
