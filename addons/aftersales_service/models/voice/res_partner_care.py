from odoo import fields, models
from odoo.tools.misc import consteq, hmac

SIGNATURE_LENGTH = 32


class ResPartner(models.Model):
    """Customers who want no greetings and offers; a link in each of them says so."""

    _inherit = "res.partner"

    aftersales_no_care = fields.Boolean(
        string="No Greetings or Offers",
        copy=False,
        groups="aftersales_service.group_reader",
        help="The customer wants to hear from us only about work that is going on.",
    )

    def _get_care_token(self) -> str:
        """Says whose link it is, and that we made it; nothing is stored."""
        self.ensure_one()
        return f"{self.id}-{self._sign_care(self.id)}"

    def _sign_care(self, partner_id: int) -> str:
        signature = hmac(self.env(su=True), "aftersales_care", partner_id)
        return signature[:SIGNATURE_LENGTH]

    def _find_by_care_token(self, token: str):
        """The customer a link was made for, with raised rights; else nobody."""
        number, _dash, signature = (token or "").partition("-")
        is_ours = number.isdecimal() and len(number) < 10
        if not is_ours or not consteq(signature, self._sign_care(int(number))):
            return self.sudo().browse()
        return self.sudo().browse(int(number)).exists()

    def _set_care(self, is_wanted: bool) -> None:
        """As the customer chose behind the link of his message."""
        customers = self | self.commercial_partner_id
        customers.aftersales_no_care = not is_wanted
        word = (
            self.env._("The customer wants greetings and offers again.")
            if is_wanted
            else self.env._("The customer wants no more greetings and offers.")
        )
        customers._message_log_batch(bodies=dict.fromkeys(customers.ids, word))
