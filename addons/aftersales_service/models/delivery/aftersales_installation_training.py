from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.flow import Flow, Step
from ...tools.installation_flow import FIELD_ROLES

FLOW = Flow({"sign": Step({"draft"}, "signed")})
SIGNED_FIELDS = frozenset(
    {
        *("installation_id", "training_date", "trainer_id", "hours", "topics"),
        *("trainee_ids", "signed_by", "signature"),
    }
)


class AftersalesInstallationTraining(models.Model):
    """Users are shown how to work with what was installed (R179, R180, R199)."""

    _name = "aftersales.installation.training"
    _description = "User Training"
    _inherit = ["mail.thread", "hr.mixin", "aftersales.flow.mixin"]
    _order = "training_date desc, id desc"
    _check_company_auto = True
    _rec_name = "installation_id"

    _flow_roles = {"sign": FIELD_ROLES}
    _flow_moments = {"signed": "signed_at"}

    installation_id = fields.Many2one(
        "aftersales.installation",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        [("draft", "Not Signed"), ("signed", "Signed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(related="installation_id.company_id", store=True)
    partner_id = fields.Many2one(related="installation_id.partner_id", store=True)
    outlet_id = fields.Many2one(related="installation_id.outlet_id", store=True)
    reason = fields.Selection(
        [
            ("handover", "At Handover"),
            ("new_users", "New Users"),
            ("request", "On Request"),
        ],
        default="handover",
        required=True,
        help="Other people work with it now, or the customer asks for more.",
    )
    training_date = fields.Date(
        string="Date", required=True, default=fields.Date.context_today, index=True
    )
    trainer_id = fields.Many2one(
        "hr.employee", check_company=True, index="btree_not_null"
    )
    hours = fields.Float(string="Training Hours")
    topics = fields.Text(help="Operation, care, what to do at a fault …")
    trainee_ids = fields.One2many(
        "aftersales.installation.trainee", "training_id", "Participants"
    )
    trainee_count = fields.Integer(
        string="Number of Participants", compute="_compute_trainee_count", store=True
    )
    signed_by = fields.Char(copy=False)
    signature = fields.Binary(attachment=True, copy=False)
    signed_at = fields.Datetime(string="Signed", readonly=True, copy=False)

    _hours_not_negative = models.Constraint(
        "CHECK(hours >= 0)", "User training: hours cannot be negative."
    )

    @api.depends("trainee_ids")
    def _compute_trainee_count(self):
        for training in self:
            training.trainee_count = len(training.trainee_ids)

    def _get_flow(self):
        return FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {"sign": self.env._("Signed by the Users")}

    def action_sign(self):
        """The customer has signed what was taught, and to whom."""
        self._check_step_role("sign")
        self._check_step_possible("sign")
        needed = ("hours", "topics", "trainee_ids", "signature", "signed_by")
        self._refuse(
            [
                self.env._(
                    "%(training)s: fill in %(field)s before “%(step)s”.",
                    training=training.display_name,
                    field=self._fields[name]._description_string(self.env),
                    step=self._get_step_label("sign"),
                )
                for training in self
                for name in needed
                if not training[name]
            ]
        )
        self._transition("sign")

    def write(self, vals):
        if SIGNED_FIELDS & vals.keys():
            self._check_unsigned()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_unsigned()

    def _check_unsigned(self) -> None:
        if self._is_in_step():
            return
        signed = self.filtered(lambda training: training.state == "signed")
        if signed:
            raise UserError(
                self.env._(
                    "%(trainings)s: the customer has signed this training; write a new "
                    "one.",
                    trainings=", ".join(signed.mapped("display_name")),
                )
            )
