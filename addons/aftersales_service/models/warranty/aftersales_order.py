from odoo import api, fields, models

from .aftersales_warranty_term import GROUNDS

# What a decision looks at on the order; a change of it is decided anew.
FACTS = {
    "equipment_id",
    "product_id",
    "type_id",
    "symptom_id",
    "cause_id",
    "received_at",
    "site_partner_id",
    "partner_id",
    "part_class_id",
    "warranty_ground",
    "exclusion_ids",
    "exclusion_evidence_ids",
    "is_model_unavailable",
    "is_irreparable",
    "is_fixed",
    "parts_status",
}
# What a repair of the unit looks like to later orders of it.
REPAIR_FACTS = {
    "equipment_id",
    "repaired_at",
    "is_fixed",
    "symptom_id",
    "parts_status",
    "part_class_id",
    "remedy_id",
}


class AftersalesOrder(models.Model):
    """What a warranty decision wants to know of an order, and when it is taken."""

    _inherit = "aftersales.order"

    part_class_id = fields.Many2one(
        "aftersales.part.class",
        string="Affected Part",
        tracking=True,
        help="Parts may have a warranty of their own. Empty: the whole unit.",
    )
    warranty_ground = fields.Selection(
        GROUNDS, string="Ground", default="fault", required=True, tracking=True
    )
    exclusion_ids = fields.Many2many(
        "aftersales.warranty.exclusion",
        string="Exclusions Found",
        check_company=True,
        tracking=True,
        help="What speaks against free repair, beside the cause.",
    )
    exclusion_evidence_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_order_exclusion_evidence_rel",
        string="Evidence of the Exclusion",
        copy=False,
        help="Photos or an appraisal: where the burden of proof is ours, an exclusion "
        "without them does not count.",
    )
    is_model_unavailable = fields.Boolean(
        string="Same Model Not Available",
        tracking=True,
        copy=False,
        help="An exchange can only be for another model; a refund is in full.",
    )
    is_irreparable = fields.Boolean(
        string="Cannot Be Repaired",
        tracking=True,
        copy=False,
        help="We are not able to repair it: some laws then give exchange or refund.",
    )
    is_fixed = fields.Boolean(
        string="Repair Held",
        default=True,
        tracking=True,
        copy=False,
        help="Untick when the unit still does not work after this repair. A later "
        "order with the same fault says so by itself.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._decide_warranty()
        return orders

    def write(self, vals):
        # The unit that an order leaves behind has one repair less.
        before = self.equipment_id.ids if "equipment_id" in vals else []
        result = super().write(vals)
        changed = vals.keys()
        if changed & FACTS or vals.get("state") == "assessed":
            self._decide_warranty()
        if changed & REPAIR_FACTS or vals.get("state") == "cancelled":
            (self.equipment_id | self.equipment_id.browse(before))._redecide()
        return result
