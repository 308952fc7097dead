from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import membership

BATCH = 200


class AftersalesOutlet(models.Model):
    """The dated hierarchy: ``parent_id`` is what holds today, rows tell the rest.

    A parent that is written holds from today; ``_move_to`` names another day, and the
    daily run brings ``parent_id`` up to date on it.
    """

    _inherit = "aftersales.outlet"

    membership_ids = fields.One2many(
        "aftersales.outlet.membership", "outlet_id", "Hierarchy Over Time"
    )

    @api.model_create_multi
    def create(self, vals_list):
        outlets = super().create(vals_list)
        outlets.filtered("parent_id")._note_parents()
        return outlets

    def write(self, vals):
        result = super().write(vals)
        if "parent_id" in vals:
            self._note_parents()
        return result

    def _get_parent_on(self, day):
        """The outlet above this one on a day, empty if there was none."""
        self.ensure_one()
        return self._get_parents_on(day)[self]

    def _get_parents_on(self, day) -> dict:
        """Parents on a day by outlet, in one query."""
        rows = self._get_memberships(self.ids)
        return {
            outlet: self.browse(
                membership.parent_on(
                    (row._to_span() for row in rows.get(outlet.id, ())), day
                )
            )
            for outlet in self
        }

    @api.model
    def _get_memberships(self, outlet_ids) -> dict:
        rows = self.env["aftersales.outlet.membership"].sudo()
        rows = rows.search([("outlet_id", "in", outlet_ids)], order="date_from")
        return rows.grouped(lambda row: row.outlet_id.id)

    def _note_parents(self) -> None:
        """Keep with its day what was written to ``parent_id``."""
        today = fields.Date.context_today(self)
        noted = self._get_parents_on(today)
        moved = self.filtered(lambda outlet: outlet.parent_id != noted[outlet])
        for parent, outlets in moved.grouped("parent_id").items():
            outlets._place(parent, today)

    def _move_to(self, parent, day, reason: str = "") -> None:
        """Put these outlets below another one (or none) from a day on.

        :raise UserError: names the outlets that have moved since, or would stand
            above themselves
        """
        today = fields.Date.context_today(self)
        rows = self._get_memberships(self.ids)
        problems = []
        for outlet in self:
            spans = [row._to_span() for row in rows.get(outlet.id, ())]
            latest = membership.latest_start(spans, today)
            if latest and day <= latest and day < today:
                problems.append(
                    self.env._(
                        "%(outlet)s came to its present place on %(latest)s: choose a "
                        "later day.",
                        outlet=outlet.display_name,
                        latest=latest,
                    )
                )
        problems += self._get_cycle_problems(parent, day)
        self._refuse(problems)
        self._place(parent, day, reason)
        self._follow_memberships()

    def _get_cycle_problems(self, parent, day) -> list[str]:
        if not parent:
            return []
        all_outlets = self.sudo().with_context(active_test=False)
        all_outlets = all_outlets.search([("company_id", "in", self.company_id.ids)])
        parents = {
            outlet.id: above.id or None
            for outlet, above in all_outlets._get_parents_on(day).items()
        }
        return [
            self.env._(
                "%(parent)s stands below %(outlet)s on that day: an outlet cannot be "
                "above itself.",
                parent=parent.display_name,
                outlet=outlet.display_name,
            )
            for outlet in self
            if membership.is_below(parents, outlet.id, parent.id)
        ]

    def _place(self, parent, day, reason: str = "") -> None:
        """Write the rows of a move; what was before the day stays as it was."""
        Row = self.env["aftersales.outlet.membership"].sudo()
        by_outlet = self._get_memberships(self.ids)
        dropped, new, ends = Row.browse(), [], {}
        for outlet in self:
            rows = by_outlet.get(outlet.id, Row)
            spans = {row: row._to_span() for row in rows}
            wanted = membership.move(spans.values(), parent.id or None, day)
            by_start = {span.start: span for span in wanted}
            for row, span in spans.items():
                kept = by_start.pop(span.start, None)
                if kept is None or kept.parent != span.parent:
                    dropped |= row
                    if kept:
                        by_start[kept.start] = kept
                elif kept.end != span.end:
                    ends.setdefault(kept.end, Row.browse())
                    ends[kept.end] |= row
            new += [
                {
                    "outlet_id": outlet.id,
                    "parent_id": span.parent,
                    "date_from": span.start,
                    "date_to": span.end,
                    "reason": reason or False,
                }
                for span in by_start.values()
            ]
        dropped.unlink()
        for end, rows in ends.items():
            rows.date_to = end
        # The indexes look at each statement: first what ends, then what begins.
        Row.flush_model(["date_to"])
        Row.create(new)

    def _follow_memberships(self) -> None:
        """Bring ``parent_id`` up to what holds today."""
        parents = self._get_parents_on(fields.Date.context_today(self))
        moved = self.filtered(lambda outlet: outlet.parent_id != parents[outlet])
        for parent, outlets in moved.grouped(lambda one: parents[one]).items():
            outlets.parent_id = parent

    @api.model
    def _get_moving_domain(self) -> Domain:
        """Outlets that have had a parent; those whose place changes are among them."""
        return Domain("membership_ids", "!=", False)

    @api.model
    def _cron_follow_memberships(self) -> None:
        """What was planned for today comes true; a second run does no harm."""
        cron = self.env["ir.cron"]
        outlets = self.with_context(active_test=False).search(
            self._get_moving_domain(), order="id"
        )
        cron._commit_progress(remaining=len(outlets))
        for index in range(0, len(outlets), BATCH):
            batch = outlets[index : index + BATCH]
            batch._follow_one_by_one()
            if not cron._commit_progress(len(batch)):
                return

    def _follow_one_by_one(self) -> None:
        """The batch at once; where one of it cannot move, the others still do."""
        try:
            with self.env.cr.savepoint():
                self._follow_memberships()
        except UserError as error:
            if len(self) > 1:
                for outlet in self:
                    outlet._follow_one_by_one()
            else:
                self._message_log(
                    body=self.env._(
                        "The planned change of the parent outlet failed: %(error)s",
                        error=error,
                    )
                )
