from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

GROUP = "aftersales_service.group_portal_outlet"


class AftersalesOutletAccessLine(models.TransientModel):
    """One contact, and whether he works on the outlet's portal."""

    _name = "aftersales.outlet.access.line"
    _description = "Portal Access of a Contact"

    access_id = fields.Many2one(
        "aftersales.outlet.access", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", string="Contact", required=True)
    email = fields.Char()
    is_granted = fields.Boolean(string="Has Access", compute="_compute_is_granted")

    @api.depends("partner_id", "access_id.outlet_id.user_ids")
    def _compute_is_granted(self):
        for line in self:
            users = line.access_id.outlet_id._get_portal_users()
            line.is_granted = line.partner_id in users.partner_id

    def _check_role(self) -> None:
        if not self.env.user.has_group("aftersales_service.group_service_manager"):
            raise AccessError(
                self.env._("Portal access of outlets is given by service managers.")
            )

    def action_grant(self):
        """Make the contact a portal user of the outlet; the host invites him."""
        self.ensure_one()
        self._check_role()
        outlet = self.access_id.outlet_id
        user = self.partner_id.sudo().with_context(active_test=False).user_ids[:1]
        if user and not user.share:
            raise UserError(
                self.env._(
                    "%(contact)s is a colleague with a licence of his own. Add him to "
                    "Staff With Access of %(outlet)s instead.",
                    contact=self.partner_id.display_name,
                    outlet=outlet.display_name,
                )
            )
        if not user or not user.active:
            user = self._invite()
        user.sudo().write(
            {
                "group_ids": [fields.Command.link(self.env.ref(GROUP).id)],
                "tz": user.tz or outlet._get_tz(),
            }
        )
        # Members are kept by service managers, who may not read all users.
        outlet.sudo().user_ids = [fields.Command.link(user.id)]
        return self.access_id._get_form_action()

    def _invite(self):
        """Portal user of the host, with its invitation by mail."""
        if self.email and self.email != self.partner_id.email:
            self.partner_id.email = self.email
        wizard = self.env["portal.wizard"].create(
            {"partner_ids": [fields.Command.set(self.partner_id.ids)]}
        )
        wizard.user_ids.action_grant_access()
        return self.partner_id.sudo().user_ids[:1]

    def action_revoke(self):
        """Take the outlet from the user, and the pages with the last of them."""
        self.ensure_one()
        self._check_role()
        outlet = self.access_id.outlet_id.sudo()
        users = outlet._get_portal_users().filtered(
            lambda user: user.partner_id == self.partner_id
        )
        outlet.user_ids = [fields.Command.unlink(user.id) for user in users]
        for user in users:
            if not user._get_outlets():
                user.group_ids = [fields.Command.unlink(self.env.ref(GROUP).id)]
        return self.access_id._get_form_action()
