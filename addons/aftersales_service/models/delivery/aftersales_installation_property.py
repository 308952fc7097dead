from odoo import fields, models


class AftersalesInstallationProperty(models.Model):
    """Property of the customer where work is done: how it was, how it is protected,
    and what was damaged is made good (R169, R170)."""

    _name = "aftersales.installation.property"
    _description = "Customer's Property"
    _inherit = ["aftersales.installation.part.mixin"]
    _order = "id"

    installation_id = fields.Many2one(
        "aftersales.installation", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Property", required=True)
    condition = fields.Char(
        string="Condition Before",
        required=True,
        help="As it was before the work began.",
    )
    protection = fields.Char(required=True, help="Covered, moved, taped off …")
    photo_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_installation_property_photo_rel",
        column1="property_id",
        column2="attachment_id",
        string="Photos",
        bypass_search_access=True,
    )
    is_damaged = fields.Boolean(string="Damaged")
    damage_note = fields.Char(string="What Was Damaged")
    made_good = fields.Char(help="Repaired, replaced, paid for: what was agreed on.")
    claim_id = fields.Many2one(
        "aftersales.claim", index="btree_not_null", ondelete="restrict"
    )

    def _is_made_good(self) -> bool:
        self.ensure_one()
        return bool(self.made_good or self.claim_id)

    def action_raise_claim(self):
        """Open a claim of compensation for what we damaged."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Claim"),
            "res_model": "aftersales.claim",
            "view_mode": "form",
            "context": {
                "default_kind": "compensation",
                "default_order_id": self.installation_id.order_id.id,
                "default_reason": self.damage_note or self.name,
            },
        }
