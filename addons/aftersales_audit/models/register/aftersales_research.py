from odoo import api, fields, models

from ...tools import register_flow


class AftersalesResearch(models.Model):
    """Work on problems that return, workshops, work on standards, talks with customers
    (R281, R320, R337, R338)."""

    _name = "aftersales.research"
    _description = "Service Research Project"
    _inherit = ["hr.mixin", "aftersales.register.mixin"]
    _order = "date_start desc, id desc"

    _flow_roles = register_flow.RESEARCH_ROLES
    _flow_moments = {"done": "done_at"}
    _stamps = frozenset({"done_at"})
    _step_needs = {"start": ("question",), "finish": ("result",)}

    state = fields.Selection(
        [
            ("draft", "Planned"),
            ("running", "Under Way"),
            ("done", "Finished"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    kind = fields.Selection(
        [
            ("research", "Research on a Topic"),
            ("workshop", "Workshop on Problems and Experience"),
            ("standard", "Work on a Standard"),
            ("customers", "Discussion with Customers"),
        ],
        string="Kind of Work",
        required=True,
        default="research",
    )
    date_start = fields.Date(
        string="Begins", required=True, default=fields.Date.context_today, index=True
    )
    date_end = fields.Date(string="Ends")
    member_ids = fields.Many2many(
        "hr.employee", string="Taking Part", check_company=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="With",
        help="Institute, supplier or customer.",
    )
    question = fields.Text(string="What Is Looked Into")
    result = fields.Text(string="What Came of It")
    proposed_target = fields.Text(
        string="Targets Proposed", help="For improvement, from what was found."
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Papers")
    done_at = fields.Datetime(string="Finished On", readonly=True, copy=False)

    _days_in_order = models.Constraint(
        "CHECK(date_end >= date_start)", "It ends before it begins."
    )

    def _get_flow(self):
        return register_flow.RESEARCH

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "start": self.env._("Begin"),
            "finish": self.env._("Finish"),
            "cancel": self.env._("Cancel"),
        }

    def action_start(self):
        self._transition("start")

    def action_finish(self):
        """With a result: what was found, what is proposed."""
        self._transition("finish")

    def action_cancel(self):
        self._transition("cancel")
