from odoo import api, fields, models
from odoo.fields import Domain

BATCH = 100


class AftersalesOutlet(models.Model):
    """An outlet on the portal is told of its new jobs, all of them in one mail."""

    _inherit = "aftersales.outlet"

    @api.model
    def _cron_tell_new_jobs(self) -> None:
        """In batches that commit: a killed run tells the outlets that are left."""
        cron = self.env["ir.cron"]
        while told := self._tell_new_jobs(BATCH):
            if not cron._commit_progress(told):
                return

    @api.model
    def _tell_new_jobs(self, limit: int) -> int:
        """Tell at most so many outlets.

        :return: how many outlets were seen to
        """
        found = self.env["aftersales.order"]._read_group(
            self._get_untold_domain(), ["outlet_id"], ["id:recordset"], limit=limit
        )
        outlets = self.browse(outlet.id for outlet, _jobs in found)
        reachable = outlets.filtered(lambda outlet: outlet._get_mail_partners())
        if reachable:
            template = self.env.ref("aftersales_service.mail_template_outlet_jobs")
            template.send_mail_batch(reachable.ids)
        # Who has no address is not asked for every time the clock strikes.
        jobs = self.env["aftersales.order"].union(*(jobs for _outlet, jobs in found))
        jobs.outlet_told_at = fields.Datetime.now()
        return len(outlets)

    @api.model
    def _get_untold_domain(self) -> Domain:
        return (
            self.env["aftersales.order"]._get_unanswered_domain()
            & Domain("outlet_told_at", "=", False)
            & Domain("outlet_id.state", "=", "active")
            & Domain("outlet_id.user_ids.share", "=", True)
        )

    def _get_new_jobs(self):
        """What the mail lists, the most urgent answer first."""
        self.ensure_one()
        return self.env["aftersales.order"].search(
            self._get_untold_domain() & Domain("outlet_id", "=", self.id),
            order="outlet_answer_due_at, id",
        )

    def _get_mail_partners(self):
        """The outlet's address and its people outside the office."""
        self.ensure_one()
        partners = self.partner_id | self.user_ids.filtered("share").partner_id
        return partners.filtered("email")

    def _get_mail_partner_ids(self) -> str:
        return ",".join(map(str, self._get_mail_partners().ids))
