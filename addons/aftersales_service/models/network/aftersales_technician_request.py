from markupsafe import Markup

from odoo import api, fields, models

from ...tools.flow import Flow, Step

FLOW = Flow(
    {
        "approve": Step({"requested"}, "approved"),
        "refuse": Step({"requested"}, "refused"),
    },
    by_the_way={"refuse"},
)


class AftersalesTechnicianRequest(models.Model):
    """An outlet asks head office to put a technician on file, or to take one off.

    He gets no licence: an employee without user, known to his outlet only.
    """

    _name = "aftersales.technician.request"
    _description = "Technician Request of an Outlet"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        # Managers name technicians without having rights on personnel files.
        "hr.mixin",
        "aftersales.flow.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    _flow_roles = dict.fromkeys(FLOW.steps, ("service_manager",))

    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="outlet_id.company_id", store=True, precompute=True
    )
    kind = fields.Selection(
        [("join", "New Technician"), ("leave", "Technician Leaves")],
        default="join",
        required=True,
    )
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        default="requested",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    employee_id = fields.Many2one(
        "hr.employee",
        string="Technician",
        check_company=True,
        index="btree_not_null",
        help="Who leaves; of a new technician, filled in when he is approved.",
    )
    name = fields.Char(
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    phone = fields.Char()
    note = fields.Text(help="Skills, certificates, reason.")
    user_id = fields.Many2one(
        "res.users",
        string="Requested By",
        default=lambda self: self.env.user,
        readonly=True,
    )
    refuse_reason = fields.Char(copy=False, tracking=True)

    @api.depends("employee_id")
    def _compute_name(self):
        for request in self:
            request.name = request.name or request.employee_id.name

    def _get_flow(self):
        return FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "approve": self.env._("Approve"),
            "refuse": self.env._("Refuse"),
        }

    def _notify_manager(self) -> None:
        """An activity for who decides of the outlet's people."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            manager = request.outlet_id._get_supervisor()
            if manager:
                request.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=manager.id,
                    summary=labels[request.kind],
                    note=Markup("<p>%s</p>") % (request.note or request.name),
                )

    def action_approve(self):
        """Put the technician on file for his outlet, or take him off its list."""
        self._check_step_role("approve")
        self._check_step_possible("approve")
        joining = self.filtered(lambda request: request.kind == "join")
        employees = (
            self.env["hr.employee"]
            .sudo()  # a service manager keeps no personnel files but these
            .create([request._prepare_employee_vals() for request in joining])
        )
        for request, employee in zip(joining, employees, strict=True):
            request.employee_id = employee
            request.outlet_id.technician_ids = [fields.Command.link(employee.id)]
        for request in self - joining:
            leaver = request.employee_id
            request.outlet_id.technician_ids = [fields.Command.unlink(leaver.id)]
        self._transition("approve")
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def _prepare_employee_vals(self) -> dict:
        self.ensure_one()
        return {
            "name": self.name,
            "work_phone": self.phone,
            "company_id": self.company_id.id,
            "is_outsourced": self.outlet_id.kind in ("authorised", "outsourced"),
        }

    def action_refuse(self):
        self._check_step_role("refuse")
        self._check_step_possible("refuse")
        self._refuse(
            [
                self.env._(
                    "%(request)s: fill in Refuse Reason before “Refuse”.",
                    request=request.name,
                )
                for request in self
                if not request.refuse_reason
            ]
        )
        self._transition("refuse")
        self.activity_unlink(["mail.mail_activity_data_todo"])
