from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import corrective_flow
from ..flag import flag_domain

# What was agreed on; it stays once the task is said to be done.
AGREED = frozenset(
    {
        *("origin", "res_model", "res_id", "company_id", "outlet_id", "problem"),
        *("cause", "measure", "preventive_measure", "user_id", "department_id"),
        "deadline",
    }
)
# Set by what is done, not by what is written.
STAMPS = frozenset(
    {
        *("started_at", "done_at", "verified_at", "done_by_id", "verified_by_id"),
        "reminded_date",
    }
)


class AftersalesCorrectiveTask(models.Model):
    """What is done about a problem that customers told of, by whom and until when; and
    what keeps it from coming again (R275, R298).

    ``origin`` is the document that told of it: rooms and addons name theirs in
    ``_get_origin_models`` and open tasks by ``_open_for``.
    """

    _name = "aftersales.corrective.task"
    _description = "Corrective Task"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "deadline, id"
    _check_company_auto = True

    _flow_roles = corrective_flow.ROLES
    _flow_moments = corrective_flow.MOMENTS

    state = fields.Selection(
        [
            ("open", "Open"),
            ("in_progress", "Under Way"),
            ("done", "Done"),
            ("verified", "Verified"),
            ("cancelled", "Cancelled"),
        ],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    # Two plain columns: a stored Reference asks for each record whether it exists.
    res_model = fields.Char(string="Document Kind", copy=False)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", copy=False
    )
    origin = fields.Reference(
        selection="_selection_origin",
        string="Where From",
        compute="_compute_origin",
        inverse="_inverse_origin",
        help="The document that told of the problem.",
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_outlet_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    problem = fields.Text(required=True)
    cause = fields.Text(string="Root Cause")
    measure = fields.Text(help="What puts this case right.")
    preventive_measure = fields.Text(help="What keeps it from happening again.")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    department_id = fields.Many2one("hr.department", check_company=True)
    deadline = fields.Date(required=True, index=True, tracking=True)
    started_at = fields.Datetime(string="Begun", readonly=True, copy=False)
    done_at = fields.Datetime(string="Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verified_at = fields.Datetime(string="Verified On", readonly=True, copy=False)
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verification = fields.Text(
        string="Proof of Effect",
        help="How it was seen that the measure works.",
        copy=False,
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    color = fields.Integer()

    _document_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.model
    def _selection_origin(self) -> list[tuple[str, str]]:
        names = [name for name in self._get_origin_models() if name in self.env]
        return [(name, self.env["ir.model"]._get(name).name) for name in names]

    @api.model
    def _get_origin_models(self) -> tuple[str, ...]:
        """Documents that tell of problems."""
        return ()

    @api.depends("res_model", "res_id")
    def _compute_origin(self):
        known = dict(self._selection_origin())
        for task in self:
            has_origin = task.res_id and task.res_model in known
            task.origin = f"{task.res_model},{task.res_id}" if has_origin else False

    def _inverse_origin(self):
        for task in self:
            task.res_model = task.origin._name if task.origin else False
            task.res_id = task.origin.id if task.origin else False

    @api.depends("res_model", "res_id")
    def _compute_outlet_id(self):
        """The outlet of the document, if it has one."""
        open_ = self.filtered(lambda task: not task.outlet_id)
        for name, tasks in open_.grouped("res_model").items():
            has_outlet = name in self.env and "outlet_id" in self.env[name]._fields
            for task in tasks:
                origin = has_outlet and self.env[name].sudo().browse(task.res_id)
                task.outlet_id = origin and origin.outlet_id
        for task in self - open_:
            task.outlet_id = task.outlet_id

    @api.depends("state", "deadline")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for task in self:
            task.is_overdue = bool(
                task.deadline
                and task.state in corrective_flow.OPEN_STATES
                and task.deadline < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        overdue = Domain("state", "in", corrective_flow.OPEN_STATES) & Domain(
            "deadline", "<", today
        )
        return flag_domain(value, overdue)

    # -- what may be written -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_stamps(vals)
        tasks = super().create(vals_list)
        tasks._create_activities()
        return tasks

    def write(self, vals):
        self._check_stamps(vals)
        if AGREED & vals.keys():
            self._check_open()
        moved = self.filtered(
            lambda task: (
                ("user_id" in vals and task.user_id.id != vals["user_id"])
                or (
                    "deadline" in vals
                    and task.deadline != fields.Date.to_date(vals["deadline"])
                )
            )
        )
        result = super().write(vals)
        moved._drop_activities()
        moved._create_activities()
        return result

    def _check_stamps(self, vals: dict) -> None:
        if STAMPS & vals.keys() and not (self.env.su or self._is_in_step()):
            raise UserError(
                self.env._("Who did a task or verified it, and when, is not typed in.")
            )

    def _check_open(self) -> None:
        self._refuse(
            [
                self.env._(
                    "%(task)s is done. Choose “Reject” before you change what was "
                    "agreed.",
                    task=task.display_name,
                )
                for task in self
                if task.state not in corrective_flow.OPEN_STATES
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_verified(self):
        self._refuse(
            [
                self.env._(
                    "%(task)s is done and stays as a record.", task=task.display_name
                )
                for task in self
                if task.state in ("done", "verified")
            ]
        )

    # -- opening them for others -------------------------------------------------------

    @api.model
    def _open_for(self, records, vals: dict):
        """A task for each of these records, its origin; in the record's company.

        :param vals: fields of the task, the same for all of them
        """
        return self.create(
            [
                {
                    "res_model": record._name,
                    "res_id": record.id,
                    "company_id": record.company_id.id or self.env.company.id,
                    **vals,
                }
                for record in records
            ]
        )

    @api.model
    def _get_domain_for(self, records) -> Domain:
        return Domain("res_model", "=", records._name) & Domain(
            "res_id", "in", records.ids
        )

    @api.model
    def _find_for(self, records):
        """Tasks that come from these records."""
        return self.search(self._get_domain_for(records))

    @api.model
    def _count_for(self, records) -> dict[int, int]:
        """Tasks by id of the records they come from, in one query."""
        return dict(
            self._read_group(self._get_domain_for(records), ["res_id"], ["__count"])
        )

    @api.model
    def _get_action_for(self, records) -> dict:
        """Open the tasks that come from these records."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_corrective_task_action"
        )
        action["domain"] = list(self._get_domain_for(records))
        action["context"] = (
            {"default_origin": f"{records._name},{records.id}"}
            if len(records) == 1
            else {}
        )
        return action
