from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools import checklist as rules
from ...tools.flow import Flow, Step

FLOW = Flow(
    {
        "publish": Step({"draft"}, "published"),
        "supersede": Step({"published"}, "superseded"),
    },
    by_the_way={"supersede"},
)
# What was asked stays as it was asked. Whom it is for may change: it is not history.
CONTENT = frozenset({"name", "code", "usage", "version", "company_id", "question_ids"})


class AftersalesChecklist(models.Model):
    """Questions for a visit or a spot check; a published version never changes."""

    _name = "aftersales.checklist"
    _description = "Checklist"
    _inherit = ["aftersales.thread.mixin", "aftersales.flow.mixin"]
    _order = "usage, code, version desc, id desc"
    _check_company_auto = True

    _flow_roles = dict.fromkeys(FLOW.steps, ("service_manager",))
    _flow_moments = {"published": "published_at"}

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="The same for all versions.")
    version = fields.Integer(default=1, required=True, readonly=True, copy=False)
    usage = fields.Selection(
        [("visit", "Visit"), ("spot_check", "Spot Check")],
        default="visit",
        required=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("published", "Published"),
            ("superseded", "Superseded"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    published_at = fields.Datetime(string="Published", readonly=True, copy=False)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    order_type_ids = fields.Many2many(
        "aftersales.order.type", string="Order Types", check_company=True
    )
    product_ids = fields.Many2many("product.product", string="Products")
    category_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="With the categories below them.",
    )
    question_ids = fields.One2many(
        "aftersales.checklist.question", "checklist_id", "Questions", copy=True
    )
    question_count = fields.Integer(
        string="Number of Questions", compute="_compute_question_count"
    )
    problem_note = fields.Text(string="To Correct", compute="_compute_problem_note")

    _version_uniq = models.UniqueIndex(
        "(code, version, COALESCE(company_id, 0))",
        "Another checklist has this code and version already. Choose another code, or "
        "“New Version” on the published one.",
    )

    @api.depends("question_ids")
    def _compute_question_count(self):
        for checklist in self:
            checklist.question_count = len(checklist.question_ids)

    @api.depends(
        "question_ids.sequence",
        "question_ids.kind",
        "question_ids.option_ids",
        "question_ids.limits",
        "question_ids.minimum",
        "question_ids.maximum",
        "question_ids.condition_question_id",
        "question_ids.condition_operator",
        "question_ids.condition_option_id",
        "question_ids.condition_number",
        "question_ids.condition_text",
    )
    def _compute_problem_note(self):
        for checklist in self:
            checklist.problem_note = "\n".join(checklist._get_problems()) or False

    @api.depends("name", "version")
    def _compute_display_name(self):
        for checklist in self:
            checklist.display_name = f"{checklist.name} v{checklist.version}"

    # Asked of the whole list, once all its lines are written: while they are moved one
    # by one, a question may stand before the one it hangs on.
    @api.constrains("question_ids")
    def _check_questions(self):
        problems = [p for checklist in self for p in checklist._get_problems()]
        if problems:
            raise ValidationError("\n".join(problems))

    def _get_problems(self) -> list[str]:
        """What is wrong with the questions, in words, with the cure."""
        self.ensure_one()
        questions = self._get_ordered_questions()
        by_key = {question._get_key(): question for question in questions}
        return [
            by_key[problem.key]._describe_problem(problem.code)
            for problem in rules.problems(questions._get_rules())
        ]

    def _get_ordered_questions(self):
        """As they are asked: unsaved lines of a form follow their sequence as well."""
        return self.question_ids.sorted(lambda q: (q.sequence, q._origin.id or 0))

    # -- a published version stays as it is ------------------------------------

    def write(self, vals):
        if CONTENT & vals.keys():
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()

    def _check_draft(self) -> None:
        fixed = self.filtered(lambda checklist: checklist.state != "draft")
        if fixed:
            raise UserError(
                self.env._(
                    "%(checklists)s: a published checklist does not change. Choose "
                    "“New Version”, and publish that.",
                    checklists=", ".join(fixed.mapped("display_name")),
                )
            )

    def copy_data(self, default=None):
        default = default or {}
        vals_list = super().copy_data(default)
        if "code" not in default:
            for vals in vals_list:
                vals["code"] = self.env._("%(code)s (copy)", code=vals["code"])
        return vals_list

    def copy(self, default=None):
        """Conditions of the copy refer to the questions of the copy."""
        copies = super().copy(default)
        for checklist, copied in zip(self, copies, strict=True):
            copied.question_ids._copy_conditions(checklist.question_ids)
        return copies

    # -- steps -----------------------------------------------------------------

    def _get_flow(self):
        return FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "publish": self.env._("Publish"),
            "supersede": self.env._("Withdraw"),
        }

    def action_publish(self):
        """Visits sent from now on ask this version; those sent before keep theirs."""
        self._check_step_role("publish")
        self._check_step_possible("publish")
        problems = [p for checklist in self for p in checklist._get_problems()]
        problems += [
            self.env._(
                "%(checklist)s: add questions before “Publish”.",
                checklist=checklist.display_name,
            )
            for checklist in self
            if not checklist.question_ids
        ]
        if problems:
            raise UserError("\n".join(problems))
        wanted = {(checklist.code, checklist.company_id) for checklist in self}
        before = self.search(
            [("code", "in", self.mapped("code")), ("state", "=", "published")]
        ).filtered(lambda checklist: (checklist.code, checklist.company_id) in wanted)
        before._transition("supersede")
        self._transition("publish")

    def action_supersede(self):
        self._transition("supersede")

    def action_new_version(self):
        """A draft like this one, to be changed and published in its place."""
        self.ensure_one()
        self._check_step_role("publish")
        latest = self.with_context(active_test=False).search(
            [("code", "=", self.code), ("company_id", "=", self.company_id.id)],
            order="version desc",
            limit=1,
        )
        draft = (
            latest
            if latest.state == "draft"
            else self.copy({"code": self.code, "version": latest.version + 1})
        )
        return {
            "type": "ir.actions.act_window",
            "name": draft.display_name,
            "res_model": self._name,
            "res_id": draft.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    # -- which one applies -----------------------------------------------------

    @api.model
    def _get_published_domain(self, usage: str, company_ids) -> Domain:
        return (
            Domain("usage", "=", usage)
            & Domain("state", "=", "published")
            & Domain("company_id", "in", [*company_ids, False])
        )

    @api.model
    def _find_for_orders(self, orders) -> dict:
        """The checklist of a visit by order; orders without one are left out."""
        candidates = self.sudo().search(
            self._get_published_domain("visit", orders.company_id.ids)
        )
        scopes = [
            (checklist.company_id, checklist._get_scope()) for checklist in candidates
        ]
        found = {}
        for order in orders:
            key = rules.best_scope(
                (
                    s
                    for company, s in scopes
                    if company in (order.company_id, company.browse())
                ),
                order.type_id.id,
                order.product_id.id,
                _upwards(order.product_id.categ_id),
            )
            if key:
                found[order] = self.browse(key)
        return found

    def _get_scope(self) -> rules.Scope:
        self.ensure_one()
        return rules.Scope(
            key=self.id,
            types=frozenset(self.order_type_ids.ids),
            products=frozenset(self.product_ids.ids),
            categories=frozenset(self.category_ids.ids),
            published=(self.published_at, self.id),
        )

    @api.model
    def _find_latest(self, usage: str, company):
        """The latest published questions of a use that asks the same of everybody."""
        return self.search(
            self._get_published_domain(usage, company.ids),
            order="published_at desc, id desc",
            limit=1,
        )


def _upwards(category) -> list[int]:
    """Ids of a product category and those above it, the nearest first."""
    path = (category.parent_path or "").strip("/")
    return [int(part) for part in reversed(path.split("/")) if part]
