from secrets import token_urlsafe

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.mask import mask_serial

# 128 bits from the system's source of chance: nothing to guess, nothing to compute
# from a number, and dead the moment it is taken out of the column.
TOKEN_BYTES = 16
REVOKING_GROUPS = (
    "aftersales_service.group_dispatcher",
    "aftersales_service.group_service_manager",
)


class AftersalesEquipment(models.Model):
    """The code on the unit, and what whoever scans it may read."""

    _inherit = "aftersales.equipment"

    qr_token = fields.Char(
        string="QR Token",
        readonly=True,
        copy=False,
        groups="aftersales_service.group_outlet_manager,"
        "aftersales_service.group_dispatcher,aftersales_service.group_storekeeper",
        help="Secret part of the address on the unit's label.",
    )
    qr_revoked_at = fields.Datetime(
        string="Labels Revoked",
        readonly=True,
        copy=False,
        help="Labels printed before this moment are dead.",
    )

    _qr_token_uniq = models.UniqueIndex("(qr_token) WHERE qr_token IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_qr_writable(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_qr_writable(vals)
        return super().write(vals)

    @api.model
    def _check_qr_writable(self, vals: dict) -> None:
        """Tokens are drawn, not typed: a typed one could be guessed."""
        if "qr_token" in vals and not self.env.su:
            raise AccessError(
                self.env._("The code of a unit is drawn by chance, nobody sets it.")
            )

    # -- the code -----------------------------------------------------------------

    def _ensure_qr_tokens(self) -> None:
        """Give a code to units that have none, the whole batch in one update."""
        # Who prints a label need not have the right to change the unit.
        for unit in self.sudo().with_context(tracking_disable=True):
            if not unit.qr_token:
                unit.qr_token = token_urlsafe(TOKEN_BYTES)

    def _get_page_path(self) -> str:
        """Path of the public page; asked by those alone who know the code."""
        self.ensure_one()
        return f"/u/{self.sudo().qr_token}"

    def _get_page_url(self) -> str:
        """Full address of the public page: what the label says."""
        self.ensure_one()
        return self.get_base_url() + self._get_page_path()

    @api.model
    def _find_by_token(self, token: str):
        """Unit in use whose code this is, with raised rights; else empty."""
        return self.sudo().search(
            [("qr_token", "=", token), ("state", "=", "in_use")], limit=1
        )

    def action_revoke_labels(self):
        """Make all labels of these units dead; the next one printed has a new code."""
        if not any(self.env.user.has_group(group) for group in REVOKING_GROUPS):
            raise AccessError(
                self.env._("Labels are revoked by dispatchers and service managers.")
            )
        self.check_access("write")
        coded = self.filtered("qr_token")
        if not coded:
            raise UserError(
                self.env._(
                    "There is no label to revoke: none was printed for %(units)s.",
                    units=", ".join(self.mapped("display_name")),
                )
            )
        coded.sudo().write({"qr_token": False, "qr_revoked_at": fields.Datetime.now()})
        body = self.env._("Labels revoked. Print a new label for the unit.")
        coded._message_log_batch(bodies=dict.fromkeys(coded.ids, body))

    # -- what the page says -------------------------------------------------------

    def _get_masked_serial(self) -> str:
        self.ensure_one()
        return mask_serial(self.serial)
