from odoo import fields, models


class AftersalesCareMessage(models.Model):
    """How a customer hears of it."""

    _inherit = "aftersales.care.message"

    def _deliver(self) -> None:
        """By mail or by a clerk, and a note on each customer."""
        for plan, messages in self.grouped("plan_id").items():
            if plan.channel == "mail":
                plan.template_id.sudo().send_mail_batch(
                    messages.ids, email_layout_xmlid="mail.mail_notification_light"
                )
            else:
                messages._create_care_activities()
        self.partner_id.sudo()._message_log_batch(
            bodies={
                message.partner_id.id: message.env._(
                    "Care: %(plan)s (%(date)s)",
                    plan=message.plan_id.name,
                    date=message.event_date,
                )
                for message in self
            }
        )

    def _create_care_activities(self) -> None:
        model_id = self.env["ir.model"]._get_id("res.partner")
        kind = self.env.ref("aftersales_service.activity_type_care")
        vals_list = []
        for message in self:
            partner = message.partner_id
            user = (
                message.plan_id.user_id
                or partner.user_id
                or message.customer_id.user_id
                or message.company_id.aftersales_service_manager_id
                or self.env.user
            )
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": model_id,
                    "res_id": partner.id,
                    "user_id": user.id,
                    "summary": message.plan_id.with_context(lang=user.lang).name,
                    "note": message.plan_id.with_context(lang=user.lang).note,
                    "date_deadline": fields.Date.context_today(self),
                }
            )
        self.env["mail.activity"].sudo().with_context(
            mail_activity_quick_update=True
        ).create(vals_list)
