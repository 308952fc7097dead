from odoo import api, fields, models

from ...tools import warranty_policy

EVENTS = [
    ("factory_date", "Factory Date"),
    ("invoice_date", "Invoice Date"),
    ("delivery_date", "Delivery"),
    ("acceptance_date", "Acceptance"),
    ("first_use_date", "First Use"),
    ("extension_date", "Sale of the Extension"),
]


class AftersalesWarrantyClock(models.Model):
    """From which moment a term runs, and how long."""

    _name = "aftersales.warranty.clock"
    _description = "Clock of a Warranty Term"
    _inherit = ["aftersales.cached.mixin"]
    _order = "term_id, sequence, id"

    term_id = fields.Many2one(
        "aftersales.warranty.term", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    event = fields.Selection(EVENTS, string="From", required=True)
    months = fields.Integer(help="Leave 0 with Days at 0: not set by the source.")
    days = fields.Integer()
    offset_days = fields.Integer(
        string="Begins After (Days)",
        help="The clock begins so many days after the moment.",
    )
    is_without_proof = fields.Boolean(
        string="Only if Papers Are Lost",
        help="Phones: from the 90th day after the factory date.",
    )

    @api.depends("event", "months", "days", "offset_days")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["event"]._description_selection(self.env))
        for clock in self:
            values = {
                "event": labels.get(clock.event, ""),
                "months": clock.months,
                "days": clock.days,
            }
            if clock.months and clock.days:
                name = self.env._(
                    "%(months)s months %(days)s days from %(event)s", **values
                )
            elif clock.months:
                name = self.env._("%(months)s months from %(event)s", **values)
            elif clock.days:
                name = self.env._("%(days)s days from %(event)s", **values)
            else:
                name = self.env._("not set, from %(event)s", **values)
            clock.display_name = name

    @api.model_create_multi
    def create(self, vals_list):
        clocks = super().create(vals_list)
        clocks.term_id._check_policy_open()
        return clocks

    def write(self, vals):
        self.term_id._check_policy_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self.term_id._check_policy_open()

    def _to_plain(self) -> warranty_policy.Clock:
        return warranty_policy.Clock(
            self.event,
            self.months or None,
            self.days,
            self.offset_days,
            self.is_without_proof,
        )
