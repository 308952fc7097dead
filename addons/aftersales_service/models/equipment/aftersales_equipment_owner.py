from odoo import fields, models


class AftersalesEquipmentOwner(models.Model):
    """Who had a unit, from when to when, and how it came to him.

    The rows of a unit follow each other without a gap; the last one is open. While the
    goods are back with us, the row is our own company's.
    """

    _name = "aftersales.equipment.owner"
    _description = "Owner of a Unit"
    _order = "equipment_id, date_from desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(related="equipment_id.company_id", store=True)
    product_id = fields.Many2one(related="equipment_id.product_id")
    serial = fields.Char(related="equipment_id.serial")
    partner_id = fields.Many2one(
        "res.partner", string="Owner", required=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", help="Empty: still the owner.")
    how = fields.Selection(
        [
            ("sold", "Sold"),
            ("registered", "Registered"),
            ("transferred", "Transferred"),
            ("returned", "Came Back to Us"),
            ("given_back", "Given Back"),
        ],
        required=True,
        help="How the unit came to this owner.",
    )
    is_warranty_taken_over = fields.Boolean(
        string="With Warranty",
        default=True,
        help="The warranty of the owner before went along.",
    )
    proof_ids = fields.Many2many(
        "ir.attachment",
        "aftersales_equipment_owner_proof_rel",
        string="Proof",
        help="What shows that the unit changed hands: invoice, contract, letter.",
    )
    note = fields.Char()

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "Owner of a unit: To must not be before From.",
    )
    _open_uniq = models.UniqueIndex(
        "(equipment_id) WHERE date_to IS NULL",
        "A unit has one owner at a time: fill in To of the owner before.",
    )

    def _close(self, day) -> None:
        """End these rows; one that began later was corrected and ends as it began."""
        for end, rows in self.grouped(lambda row: max(row.date_from, day)).items():
            rows.date_to = end
