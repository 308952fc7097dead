from odoo import fields, models


class ResPartner(models.Model):
    """Whom a customer wants to come, and whom not."""

    # Planners name technicians without having rights on personnel files.
    _name = "res.partner"
    _inherit = ["res.partner", "hr.mixin"]

    aftersales_preferred_technician_id = fields.Many2one(
        "hr.employee",
        string="Preferred Technician",
        index="btree_not_null",
        copy=False,
        groups="aftersales_service.group_reader",
        help="Comes first when a visit is planned. A contact without one takes its "
        "company's.",
    )
    aftersales_refused_technician_ids = fields.Many2many(
        "hr.employee",
        relation="aftersales_partner_refused_technician_rel",
        column1="partner_id",
        column2="employee_id",
        string="Refused Technicians",
        copy=False,
        groups="aftersales_service.group_reader",
        help="Never proposed for this customer and its contacts.",
    )

    def _get_preferred_technician(self):
        self.ensure_one()
        return (
            self.aftersales_preferred_technician_id
            or self.commercial_partner_id.aftersales_preferred_technician_id
        )

    def _get_refused_technicians(self):
        self.ensure_one()
        return (
            self.aftersales_refused_technician_ids
            | self.commercial_partner_id.aftersales_refused_technician_ids
        )
