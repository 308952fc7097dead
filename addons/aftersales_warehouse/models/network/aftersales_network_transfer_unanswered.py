from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain

BATCH = 100


class AftersalesNetworkTransfer(models.Model):
    """Requests that nobody answers are released by the policy, or lapse."""

    _inherit = "aftersales.network.transfer"

    @api.model
    def _get_unanswered_domain(self) -> Domain:
        """What the settings of the holders' companies let go, or let lapse, by now."""
        now = fields.Datetime.now()
        due = Domain.FALSE
        for company in self.env["res.company"].sudo().search(Domain.TRUE):
            after = [
                timedelta(hours=company.aftersales_network_release_hours),
                timedelta(days=company.aftersales_network_expiry_days),
            ]
            if waits := [delay for delay in after if delay]:
                due |= Domain("company_id", "=", company.id) & Domain(
                    "requested_at", "<=", now - min(waits)
                )
        return Domain("state", "=", "requested") & due

    @api.model
    def _cron_answer(self) -> None:
        cron = self.env["ir.cron"]
        domain = self._get_unanswered_domain()
        cron._commit_progress(remaining=self.search_count(domain))
        tried = self.browse()
        while due := self.search(
            domain & Domain("id", "not in", tried.ids),
            order="requested_at, id",
            limit=BATCH,
        ):
            tried |= due
            due.try_lock_for_update(allow_referencing=True)._answer()
            if not cron._commit_progress(len(due)):
                return

    def _answer(self) -> None:
        """Release each; what is not there any more lapses, and says so.

        Goods that somebody moves at this moment are looked at the next time.
        """
        for transfer in self:
            if transfer._is_released():
                try:
                    with self.env.cr.savepoint():
                        transfer._consent("release")
                    continue
                except LockError:
                    continue
                except UserError as error:
                    transfer.refusal_reason = str(error)
            transfer._transition("lapse")
            transfer._drop_activities()

    def _is_released(self) -> bool:
        self.ensure_one()
        hours = self.company_id.aftersales_network_release_hours
        waited = fields.Datetime.now() - self.requested_at
        return bool(hours) and waited >= timedelta(hours=hours)
