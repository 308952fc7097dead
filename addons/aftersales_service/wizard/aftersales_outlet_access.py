from odoo import api, fields, models


class AftersalesOutletAccess(models.TransientModel):
    """Which contacts of an outlet's partner work on its portal."""

    _name = "aftersales.outlet.access"
    _description = "Portal Access of an Outlet"

    outlet_id = fields.Many2one("aftersales.outlet", required=True, readonly=True)
    partner_id = fields.Many2one(related="outlet_id.partner_id", string="Partner")
    line_ids = fields.One2many(
        "aftersales.outlet.access.line",
        "access_id",
        "Contacts",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("outlet_id")
    def _compute_line_ids(self):
        """A line for each contact, the partner himself included."""
        for access in self:
            partner = access.outlet_id.partner_id
            contacts = partner | partner.child_ids | self._get_user_partners(access)
            access.line_ids = [
                fields.Command.clear(),
                *(
                    fields.Command.create(
                        {"partner_id": contact.id, "email": contact.email}
                    )
                    for contact in contacts
                ),
            ]

    def _get_user_partners(self, access):
        return access.outlet_id._get_portal_users().partner_id

    def _get_form_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Portal Access"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
