from odoo import api, fields, models


class AftersalesSignoffRole(models.Model):
    """Who must sign which kind of document, in which order, and what if he is away."""

    _name = "aftersales.signoff.role"
    _description = "Signature Required"
    _order = "res_model, sequence, id"

    name = fields.Char(string="Signs As", required=True, translate=True)
    code = fields.Char(
        required=True, help="By this the document's own buttons find the role."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    res_model = fields.Selection(
        selection="_selection_res_model", string="Document", required=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: all companies."
    )
    group_id = fields.Many2one(
        "res.groups",
        string="Role",
        required=True,
        ondelete="restrict",
        help="Members of this group may sign.",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="People",
        help="Only these of the group sign, and are reminded. Empty: any of it.",
    )
    is_ordered = fields.Boolean(
        string="After Those Before",
        help="May sign only when all roles above have signed.",
    )
    can_sign_later = fields.Boolean(
        string="May Sign Later",
        help="In an emergency the document is released without this signature; it is "
        "owed from then on.",
    )
    later_hours = fields.Float(
        string="Owed Within (hours)",
        default=24.0,
        help="When a signature that is owed has not come by then, the service manager "
        "is told.",
    )

    _code_uniq = models.UniqueIndex(
        "(res_model, code, COALESCE(company_id, 0))",
        "A document asks for a role once.",
    )
    _later_hours_positive = models.Constraint(
        "CHECK(later_hours > 0)", "“Owed Within” must be more than zero."
    )

    @api.model
    def _selection_res_model(self):
        """Documents that can be signed."""
        return sorted(
            (name, model._description)
            for name, model in self.env.items()
            if not model._abstract and "signoff_ids" in model._fields
        )

    @api.model
    def _get_roles(self, res_model: str, company):
        """Roles that sign this kind of document, in their order."""
        # What must be signed is no secret, and the same for all.
        return self.sudo().search(
            [("res_model", "=", res_model), ("company_id", "in", (company.id, False))]
        )

    def _may_sign(self, user) -> bool:
        """Is this person one of those who sign here?"""
        self.ensure_one()
        role = self.sudo()
        if role.user_ids and user not in role.user_ids:
            return False
        return role.group_id in user.sudo().all_group_ids

    def _find_signers(self, company):
        """People of a company who may sign, the same order every time."""
        self.ensure_one()
        role = self.sudo()
        people = role.group_id.all_user_ids
        if role.user_ids:
            people &= role.user_ids
        return people.filtered(
            lambda user: user.active and company in user.company_ids
        ).sorted("id")
