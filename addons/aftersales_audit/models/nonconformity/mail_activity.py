from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    aftersales_nonconformity_sla_id = fields.Many2one(
        "aftersales.nonconformity.sla",
        string="Nonconformity Deadline at Risk",
        index="btree_not_null",
        ondelete="set null",
        groups="aftersales_service.group_reader",
        copy=False,
    )

    def _action_done(self, feedback=False, attachment_ids=None):
        """Whoever answers an escalation has taken the matter up."""
        promises = self.sudo().aftersales_nonconformity_sla_id
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        promises._take()
        return result
