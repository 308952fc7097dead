from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import archive_calendar
from ..flag import flag_domain


class AftersalesArchiveBatch(models.Model):
    """How long a batch is kept, and what is left of it afterwards (R387)."""

    _inherit = "aftersales.archive.batch"

    keep_until = fields.Date(
        string="Kept Until",
        compute="_compute_keep_until",
        store=True,
        help="Empty: the rule sets no retention, so the batch is kept.",
    )
    can_be_destroyed = fields.Boolean(
        string="May Be Destroyed",
        compute="_compute_can_be_destroyed",
        search="_search_can_be_destroyed",
    )
    destroyed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    destroy_reason = fields.Char(readonly=True, copy=False, tracking=True)

    @api.depends("date_to", "rule_id.retention_years")
    def _compute_keep_until(self):
        for batch in self:
            batch.keep_until = batch.date_to and archive_calendar.keep_until(
                batch.date_to, batch.rule_id.retention_years or None
            )

    @api.depends("state", "keep_until")
    def _compute_can_be_destroyed(self):
        today = fields.Date.context_today(self)
        for batch in self:
            batch.can_be_destroyed = (
                batch.state == "sealed"
                and bool(batch.keep_until)
                and batch.keep_until < today
            )

    def _search_can_be_destroyed(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("state", "=", "sealed") & Domain(
            "keep_until", "<", fields.Date.context_today(self)
        )
        return flag_domain(value, due)

    def action_destroy(self, reason: str | None = None):
        """Destroy the archive file; the list of what it held stays as protocol.

        Records stay in the database, where invoices and stock refer to them; their seal
        is taken off, so that persons can be removed from them.

        :param reason: on what ground
        """
        self._check_step_role("destroy")
        self._check_step_possible("destroy")
        kept = self.filtered(lambda batch: not batch.can_be_destroyed)
        if kept:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(batch)s is kept until %(day)s.",
                        batch=batch.display_name,
                        day=batch.keep_until,
                    )
                    if batch.keep_until
                    else self.env._(
                        "%(batch)s: no retention is set. Fill in “Kept For” of the "
                        "rule %(rule)s first.",
                        batch=batch.display_name,
                        rule=batch.rule_id.name,
                    )
                    for batch in kept
                )
            )
        if not (reason or "").strip():
            return self._ask_reason("destroy")
        for batch in self.sudo():
            batch._unseal_records()
            batch._drop_file()
        self.sudo()._transition(
            "destroy", destroyed_by_id=self.env.uid, destroy_reason=reason
        )
        return None

    def action_print_protocol(self):
        """What was destroyed, when, by whom and why."""
        return self.env.ref(
            "aftersales_service.action_report_archive_destruction"
        ).report_action(self)
