from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import warranty_policy

METRICS = [
    ("failed_repairs", "Repairs Without Success"),
    ("exchanges", "Exchanges Without Success"),
    ("wait_parts_days", "Days of One Repair Waiting for Parts"),
    ("own_repair_days", "Days of One Repair by Our Own Fault"),
    ("unrepaired_days", "Days of One Repair for Whatever Cause"),
    ("unrepaired_hours", "Hours of One Repair for Whatever Cause"),
    ("total_repair_days", "Days in Repair in Total"),
    ("irreparable", "Cannot Be Repaired"),
]


class AftersalesWarrantyEntitlement(models.Model):
    """What a count that has gone too far entitles the customer to."""

    _name = "aftersales.warranty.entitlement"
    _description = "Warranty Entitlement"
    _inherit = ["aftersales.cached.mixin"]
    _order = "policy_id, sequence, id"
    _rec_name = "metric"

    policy_id = fields.Many2one(
        "aftersales.warranty.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    metric = fields.Selection(METRICS, string="Counted", required=True)
    threshold = fields.Integer(
        required=True,
        help="Repairs and exchanges: this many are enough. Days and hours: more than "
        "this many.",
    )
    alert_at = fields.Integer(
        help="From this count on the service manager is told. 0: not told."
    )
    gives_exchange = fields.Boolean(string="Exchange", default=True)
    gives_refund = fields.Boolean(string="Refund", default=True)
    is_full_refund = fields.Boolean(
        string="Full Refund", help="Without depreciation fee."
    )
    part_class_id = fields.Many2one(
        "aftersales.part.class",
        ondelete="restrict",
        help="Only for this part, which is then what is exchanged or refunded. Empty: "
        "for the whole unit.",
    )
    legal_source = fields.Char(string="Source")

    _threshold_positive = models.Constraint(
        "CHECK (threshold > 0)", "Threshold must be above 0."
    )

    @api.constrains("gives_exchange", "gives_refund")
    def _check_remedies(self):
        for entitlement in self:
            if not (entitlement.gives_exchange or entitlement.gives_refund):
                raise ValidationError(
                    self.env._(
                        "Entitlement of %(policy)s: choose Exchange, Refund or both.",
                        policy=entitlement.policy_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        entitlements = super().create(vals_list)
        entitlements.policy_id._check_open()
        return entitlements

    def write(self, vals):
        # When somebody is told is no part of the promise.
        if set(vals) - {"alert_at"}:
            self.policy_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self.policy_id._check_open()

    def _to_plain(self) -> warranty_policy.Entitlement:
        remedies = {
            warranty_policy.EXCHANGE: self.gives_exchange,
            warranty_policy.REFUND: self.gives_refund,
        }
        return warranty_policy.Entitlement(
            key=self.id,
            metric=self.metric,
            threshold=self.threshold,
            remedies=frozenset(name for name, given in remedies.items() if given),
            alert_at=self.alert_at or None,
            is_full_refund=self.is_full_refund,
            part=self.part_class_id.id or None,
        )
