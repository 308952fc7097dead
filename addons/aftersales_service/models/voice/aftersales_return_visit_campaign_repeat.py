from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import archive_calendar


class AftersalesReturnVisitCampaign(models.Model):
    """Routine rounds: every week by phone, every month, once a year (R273, R283, R284).

    When a period is over, the campaign of the one before draws its customers anew.
    """

    _inherit = "aftersales.return.visit.campaign"

    repeat_every = fields.Selection(
        [
            ("week", "Week"),
            ("month", "Month"),
            ("quarter", "Quarter"),
            ("year", "Year"),
        ],
        help="When the next such period is over, its customers are drawn and planned. "
        "Empty: this campaign only.",
    )
    previous_id = fields.Many2one(
        "aftersales.return.visit.campaign",
        string="Follows",
        readonly=True,
        copy=False,
        ondelete="set null",
    )

    # A run that is killed, or two of them, begin a period once.
    _previous_uniq = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "This campaign is followed by another one already.",
    )

    @api.model
    def _cron_repeat(self) -> None:
        cron = self.env["ir.cron"]
        while campaign := self._find_to_repeat():
            campaign._repeat()
            if not cron._commit_progress(1):
                return

    @api.model
    def _find_to_repeat(self):
        """One campaign whose next period is over and has not begun."""
        followed = self.search([("previous_id", "!=", False)]).previous_id
        waiting = self.search(
            Domain("repeat_every", "!=", False)
            & Domain("state", "in", ("running", "done"))
            & Domain("id", "not in", followed.ids),
            order="date_to, id",
        )
        today = fields.Date.context_today(self)
        return next(
            (found for found in waiting if found._get_next_period()[1] < today), None
        )

    def _get_next_period(self) -> tuple:
        """First and last day of the period after this one."""
        self.ensure_one()
        return archive_calendar.bounds(
            self.repeat_every, self.date_to + timedelta(days=1)
        )

    def _repeat(self):
        """Draw the customers of the next period; with none, the draft says so."""
        self.ensure_one()
        first, last = self._get_next_period()
        campaign = self.with_company(self.company_id).copy(
            {
                "date_from": first,
                "date_to": last,
                "visit_from": fields.Date.context_today(self),
                "visit_until": False,
                "previous_id": self.id,
            }
        )
        try:
            with self.env.cr.savepoint():
                campaign.action_draw()
        except UserError as error:
            campaign.message_post(body=str(error))
        return campaign
