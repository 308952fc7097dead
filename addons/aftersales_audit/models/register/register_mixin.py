from odoo import api, fields, models


class AftersalesRegisterMixin(models.AbstractModel):
    """A numbered entry of a register: a title, whose it is, steps, and what has to be
    written down before each of them (``_step_needs``)."""

    _name = "aftersales.register.mixin"
    _description = "Entry of a Register"
    _inherit = [
        "aftersales.audit.document.mixin",
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _check_company_auto = True
    _rec_names_search = ["name", "title"]

    _step_needs: dict[str, tuple[str, ...]] = {}

    title = fields.Char(string="Subject", required=True, tracking=True)
    user_id = fields.Many2one(
        "res.users",
        string="In Charge",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    department_id = fields.Many2one(
        "hr.department", check_company=True, index="btree_not_null"
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("name", "title")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = f"{entry.name} {entry.title or ''}".strip()

    def _check_step_possible(self, step: str) -> None:
        """All that is missing, of all entries, in one message."""
        possible = super()._check_step_possible(step)
        self._refuse([problem for entry in self for problem in entry._get_needs(step)])
        return possible

    def _get_needs(self, step: str) -> list[str]:
        self.ensure_one()
        missing = [
            self._fields[name]._description_string(self.env)
            for name in self._step_needs.get(step, ())
            if not self[name]
        ]
        if not missing:
            return []
        return [
            self.env._(
                "%(entry)s: before “%(step)s” fill in: %(fields)s.",
                entry=self.display_name,
                step=self._get_step_label(step),
                fields=", ".join(missing),
            )
        ]
