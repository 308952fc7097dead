from odoo import fields, models
from odoo.fields import Domain

from ...tools import stocktake

MAX_NAMED = 10


class AftersalesStocktake(models.Model):
    """What a stocktake goes through, and what each step asks for."""

    _inherit = "aftersales.stocktake"

    def action_start(self):
        """Freeze the books; from now on goods are counted."""
        self._check_step_role("start")
        self.check_access("write")
        self._check_step_possible("start")
        self._refuse(
            [
                self.env._(
                    "%(stocktake)s: fill in %(fields)s before counting starts.",
                    stocktake=record.display_name,
                    fields=", ".join(
                        record._fields[name].get_description(self.env)["string"]
                        for name in ("keeper_id", "supervisor_id")
                        if not record[name]
                    ),
                )
                for record in self
                if not (record.keeper_id and record.supervisor_id)
            ]
        )
        self._check_people()
        self._transition("start")
        self._freeze_books()

    def action_close_count(self):
        """Nothing is left to count: what differs too much is counted again first."""
        self._check_step_role("explain")
        self.check_access("write")
        self._check_step_possible("explain")
        self._refuse(list(filter(None, map(type(self)._get_close_problem, self))))
        again = self.browse()
        for record in self.filtered(lambda record: record.state == "counting"):
            doubtful = record._find_doubtful_lines()
            if doubtful:
                doubtful._mark_recount()
                again |= record
        # That lines are counted again is no decision of whoever closes the count.
        again.sudo()._transition("recount")
        (self - again)._transition("explain")

    def _get_close_problem(self) -> str | None:
        Line, own = (
            self.env["aftersales.stocktake.line"],
            ("stocktake_id", "=", self.id),
        )
        again = Line.search_count([own, ("status", "=", "recount")])
        if again:
            return self.env._(
                "%(stocktake)s: %(count)s lines are still to be counted again.",
                stocktake=self.display_name,
                count=again,
            )
        missing = Line.search([own, ("status", "=", "open")])
        if missing and not (self.uncounted_reason or "").strip():
            return self.env._(
                "%(stocktake)s: %(count)s lines were not counted: %(lines)s. Count "
                "them, say “None There”, or fill in why not all was counted.",
                stocktake=self.display_name,
                count=len(missing),
                lines=", ".join(missing[:MAX_NAMED].mapped("display_name"))
                + ("…" if len(missing) > MAX_NAMED else ""),
            )
        return None

    def _find_doubtful_lines(self):
        """Lines counted once whose difference is beyond what the policy tolerates."""
        return self._find_intolerable_lines(Domain("status", "=", "counted"))

    def _find_intolerable_lines(self, domain=Domain.TRUE):
        self.ensure_one()
        tolerance = self.sudo().policy_id._get_tolerance()
        differing = self.line_ids.sudo().search(
            Domain("stocktake_id", "=", self.id)
            & Domain("has_difference", "=", True)
            & domain
        )
        return differing.filtered(
            lambda line: stocktake.needs_recount(
                line.difference, line.expected_quantity, line.unit_cost, tolerance
            )
        )

    def action_verify(self):
        """The finance supervisor has checked the sheet; it goes to head office."""
        self._check_step_role("verify")
        self._check_step_possible("verify")
        self._refuse(
            [
                self.env._(
                    "%(stocktake)s: its finance supervisor is %(user)s, who verifies "
                    "it.",
                    stocktake=record.display_name,
                    user=record.supervisor_id.sudo().name,
                )
                for record in self
                if self.env.user != record.supervisor_id and not self.env.su
            ]
        )
        self._refuse([problem for record in self for problem in record._get_gaps()])
        self._sign_step("finance")
        today = fields.Date.context_today(self)
        for record in self:
            late = (today - record.due_date).days if record.due_date else 0
            record._transition("verify", days_late=late)
        self._send_to_head_office()

    def _get_gaps(self) -> list[str]:
        """What is missing on lines that differ: cause, words, photo."""
        lines = self.line_ids.sudo().search(
            [("stocktake_id", "=", self.id), ("has_difference", "=", True)]
        )
        needs_photo = self.sudo().policy_id.needs_photo
        wanted = (
            (
                self.env._("a cause"),
                lines.filtered(lambda line: not line.cause_id),
            ),
            (
                self.env._("an explanation"),
                lines.filtered(
                    lambda line: (
                        line.cause_id.needs_explanation
                        and not (line.explanation or "").strip()
                    )
                ),
            ),
            (
                self.env._("a photo"),
                lines.filtered(lambda line: needs_photo and not line.photo_ids),
            ),
        )
        return [
            self.env._(
                "%(stocktake)s: these lines differ and need %(what)s: %(lines)s.",
                stocktake=self.display_name,
                what=what,
                lines=", ".join(missing[:MAX_NAMED].mapped("display_name"))
                + ("…" if len(missing) > MAX_NAMED else ""),
            )
            for what, missing in wanted
            if missing
        ]

    def action_approve(self):
        """Head office agrees: the books may be adjusted."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        self._sign_step("head_office")
        self._refuse_unsigned()
        self._transition("approve")
        self._close_activities()
        self.sudo()._report_differences()

    def action_adjust(self):
        """The host's inventory moves, as approved."""
        self._check_step_role("adjust")
        self._check_step_possible("adjust")
        self._refuse_unsigned()
        for record in self:
            record._adjust_books()
        self._transition("adjust")

    def action_finish(self):
        """The sheet in three copies stays with warehouse, finance and department
        head; head office gets it with the result."""
        self._transition("finish")
        self._order_sheet()

    def action_cancel(self):
        self._transition("cancel")
        for signoff in self.sudo().signoff_ids:
            signoff._void(self.env._("The stocktake was cancelled."))
        self._close_activities()

    def _close_activities(self) -> None:
        self.sudo().activity_unlink(["aftersales_warehouse.activity_type_stocktake"])
