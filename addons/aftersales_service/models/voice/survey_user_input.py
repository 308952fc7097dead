from odoo import api, fields, models
from odoo.exceptions import ValidationError

HOME_VISIT = "visit"


class SurveyUserInput(models.Model):
    """An answer sheet that knows whose it is, and which service it is about."""

    _inherit = "survey.user_input"

    satisfaction_id = fields.Many2one(
        related="survey_id.satisfaction_id",
        string="Satisfaction Survey",
        store=True,
        index="btree_not_null",
    )
    aftersales_is_sampled = fields.Boolean(
        string="Of the Sample",
        readonly=True,
        copy=False,
        help="Only answers of the sample count. Others may be read, not counted.",
    )
    aftersales_order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    aftersales_outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Outlet",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    aftersales_method = fields.Selection(
        [
            ("online", "By Link"),
            ("phone", "By Phone"),
            ("paper", "On Paper"),
            (HOME_VISIT, "Home Visit"),
        ],
        string="Way of Asking",
        default="online",
        readonly=True,
        copy=False,
    )
    aftersales_visitor_ids = fields.Many2many(
        "res.users",
        relation="survey_user_input_visitor_rel",
        column1="user_input_id",
        column2="user_id",
        string="Interviewers",
        readonly=True,
        copy=False,
    )
    aftersales_invited_at = fields.Datetime(string="Invited", readonly=True, copy=False)
    aftersales_reminded_at = fields.Datetime(
        string="Reminded", readonly=True, copy=False
    )
    aftersales_link = fields.Char(string="Link", compute="_compute_aftersales_link")

    @api.depends("access_token", "survey_id.access_token")
    def _compute_aftersales_link(self):
        for sheet in self:
            sheet.aftersales_link = sheet.get_base_url() + sheet.sudo().get_start_url()

    @api.constrains("aftersales_method", "aftersales_visitor_ids")
    def _check_visitors(self):
        short = self.filtered(
            lambda sheet: (
                sheet.aftersales_method == HOME_VISIT
                and len(sheet.aftersales_visitor_ids)
                < sheet.satisfaction_id.min_visitors
            )
        )
        if short:
            raise ValidationError(
                "\n".join(
                    self.env._(
                        "%(customer)s: a home visit is made by at least %(count)s "
                        "people. Name them in “Interviewers”.",
                        customer=sheet.partner_id.display_name,
                        count=sheet.satisfaction_id.min_visitors,
                    )
                    for sheet in short
                )
            )

    def _send_satisfaction_link(self, template: str):
        """Queue a mail with the link for each customer, in his language.

        :param template: of the invitation, or of the reminder
        """
        if self:
            self.env.ref(template).sudo().send_mail_batch(self.ids)
            now = fields.Datetime.now()
            new = self.filtered(lambda sheet: not sheet.aftersales_invited_at)
            new.write({"aftersales_invited_at": now})
            (self - new).write({"aftersales_reminded_at": now})
        return self

    def action_ask_in_person(self):
        """Ask this customer by phone, at his place, or from his paper form."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask in Person"),
            "res_model": "aftersales.satisfaction.interview",
            "view_mode": "form",
            "target": "new",
            "context": {"default_user_input_id": self.id},
        }
