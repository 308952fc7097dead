from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class AftersalesCommitment(models.Model):
    """Commitments are looked at again every year (R027); versions are kept."""

    _inherit = "aftersales.commitment"

    version = fields.Integer(default=1, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "aftersales.commitment",
        string="Previous Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
    )
    revise_on = fields.Date(
        readonly=True,
        copy=False,
        help="Day by which it is looked at again.",
    )
    is_revision_asked = fields.Boolean(readonly=True, copy=False)

    def _plan_revision(self) -> None:
        today = fields.Date.context_today(self)
        for company, commitments in self.grouped("company_id").items():
            months = company.aftersales_commitment_revision_months
            commitments.write(
                {
                    "revise_on": months and today + relativedelta(months=months),
                    "is_revision_asked": False,
                }
            )

    def action_keep(self):
        """Looked at and left as it is until the next time."""
        self._check_step_role("publish")
        published = self.filtered(lambda c: c.state == "published")
        published._plan_revision()
        published.activity_feedback(["mail.mail_activity_data_todo"])

    def action_new_version(self):
        """A draft like this one, which takes its place when it is published."""
        self.ensure_one()
        self._check_step_role("submit")
        following = self.search(
            [("previous_id", "=", self.id), ("state", "!=", "superseded")], limit=1
        )
        new = following or self.copy(
            {
                "name": self.name,
                "previous_id": self.id,
                "version": self.version + 1,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": new.display_name,
            "res_model": self._name,
            "res_id": new.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    @api.model
    def _cron_remind(self) -> None:
        self.env["ir.cron"]._commit_progress(self._remind())

    @api.model
    def _remind(self) -> int:
        """Ask, once, for the revision of what is due."""
        due = self.search(
            Domain("state", "=", "published")
            & Domain("is_revision_asked", "=", False)
            & Domain("revise_on", "<=", fields.Date.context_today(self))
        )
        for commitment in due:
            manager = commitment.company_id.aftersales_service_manager_id
            commitment.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=commitment.revise_on,
                user_id=(manager or commitment.drafted_by_id).id,
                summary=self.env._("Yearly revision: keep it, or make a new version"),
            )
        due.is_revision_asked = True
        return len(due)
