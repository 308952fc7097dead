from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class AftersalesComplaint(models.Model):
    """What an outlet is told of complaints that concern it, and what it says to them.

    It reads what happened and by when it is to be answered; who complains without
    wanting to be named is not named to it either.
    """

    _inherit = "aftersales.complaint"

    outlet_statement = fields.Text(
        string="Outlet's Statement", readonly=True, copy=False
    )
    outlet_answered_at = fields.Datetime(
        string="Outlet Answered", readonly=True, copy=False
    )
    outlet_answered_by_id = fields.Many2one(
        "res.users", string="Answered for the Outlet By", readonly=True, copy=False
    )

    @api.model
    def _get_step_fields(self) -> set[str]:
        return super()._get_step_fields() | {
            "outlet_statement",
            "outlet_answered_at",
            "outlet_answered_by_id",
        }

    @api.model
    def _get_outlet_domain(self, outlets) -> Domain:
        """Complaints that these outlets read on their pages."""
        return (
            Domain("outlet_id", "in", outlets.ids)
            & Domain("category_id.concerns_outlet", "=", True)
            & Domain("state", "!=", "cancelled")
            & ~Domain("respondent_employee_ids.user_id", "=", self.env.uid)
        )

    @api.model
    def _get_unanswered_domain(self) -> Domain:
        """Those that the outlet has said nothing to yet."""
        return Domain("is_open", "=", True) & Domain("outlet_answered_at", "=", False)

    def _outlet_answer(self, statement: str) -> None:
        """What the outlet says to the complaint; the one responsible is told."""
        self.ensure_one()
        outlets = self.env.user._get_outlets()
        seen = self.sudo().filtered_domain(self._get_outlet_domain(outlets))
        if not seen:
            raise AccessError(
                self.env._("This complaint does not concern your outlet.")
            )
        problems = []
        if not seen.is_open:
            problems.append(
                self.env._("%(complaint)s is over already.", complaint=seen.name)
            )
        if not statement.strip():
            problems.append(self.env._("Write down what you say to the complaint."))
        self._refuse(problems)
        seen._in_step().write(
            {
                "outlet_statement": statement,
                "outlet_answered_at": fields.Datetime.now(),
                "outlet_answered_by_id": self.env.uid,
            }
        )
        seen.message_post(
            body=self.env._("The outlet says: %(statement)s", statement=statement),
            partner_ids=seen.user_id.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
