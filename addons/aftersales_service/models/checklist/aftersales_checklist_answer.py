from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import checklist as rules

# What an answer belongs to is settled when the questions are handed out, and what
# follows from it is not for anybody to say.
FIXED = frozenset(
    {
        *("company_id", "question_id", "name", "kind", "sequence"),
        *("is_answered", "is_out_of_limits"),
    }
)


class AftersalesChecklistAnswer(models.Model):
    """A question handed out with a visit or a spot check, and what was answered.

    The lines are there from the start, empty: a technician only fills them in.
    """

    _name = "aftersales.checklist.answer"
    _description = "Checklist Answer"
    _order = "sequence, id"

    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    spot_check_id = fields.Many2one(
        "aftersales.spot.check",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True
    )
    question_id = fields.Many2one(
        "aftersales.checklist.question",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    # As asked: these say what was read, whatever becomes of the checklist.
    name = fields.Char(
        string="As Asked", compute="_compute_from_question", store=True, precompute=True
    )
    kind = fields.Selection(
        selection=lambda self: (
            self.env["aftersales.checklist.question"]
            ._fields["kind"]
            ._description_selection(self.env)
        ),
        compute="_compute_from_question",
        store=True,
        precompute=True,
    )
    sequence = fields.Integer(
        compute="_compute_from_question", store=True, precompute=True
    )
    section = fields.Char(related="question_id.section")
    uom_name = fields.Char(related="question_id.uom_name")
    help_text = fields.Text(related="question_id.help_text")
    is_required = fields.Boolean(related="question_id.is_required")

    value_text = fields.Text(string="Text")
    value_number = fields.Float(string="Figure", digits=False)
    has_number = fields.Boolean(help="A zero is an answer too.")
    option_id = fields.Many2one(
        "aftersales.checklist.option",
        string="Chosen Option",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('question_id', '=', question_id)]",
    )
    value_choice = fields.Char(related="option_id.name", string="Choice")
    value_image = fields.Image(string="Picture", max_width=1920, max_height=1920)
    thumbnail = fields.Image(
        string="Thumbnail",
        related="value_image",
        max_width=256,
        max_height=256,
        store=True,
    )
    value_typed = fields.Char(
        string="Answer",
        compute="_compute_value_typed",
        inverse="_inverse_value_typed",
        help="Texts and numbers as they are typed.",
    )
    is_answered = fields.Boolean(
        string="Answered", compute="_compute_is_answered", store=True
    )
    is_out_of_limits = fields.Boolean(
        string="Out of Limits", compute="_compute_is_out_of_limits", store=True
    )
    is_asked = fields.Boolean(string="Asked", compute="_compute_is_asked")

    _dispatch_question_uniq = models.UniqueIndex(
        "(dispatch_id, question_id) WHERE dispatch_id IS NOT NULL",
        "A question is asked once on a visit.",
    )
    _spot_check_question_uniq = models.UniqueIndex(
        "(spot_check_id, question_id) WHERE spot_check_id IS NOT NULL",
        "A question is asked once in a spot check.",
    )

    @api.depends("dispatch_id", "spot_check_id")
    def _compute_company_id(self):
        for answer in self:
            answer.company_id = answer._get_owner().company_id

    @api.depends("question_id")
    def _compute_from_question(self):
        for answer in self:
            answer.name = answer.question_id.name
            answer.kind = answer.question_id.kind
            answer.sequence = answer.question_id.sequence

    @api.depends("kind", "value_text", "value_number", "has_number")
    def _compute_value_typed(self):
        for answer in self:
            if answer.kind == rules.NUMBER:
                answer.value_typed = (
                    f"{answer.value_number:g}" if answer.has_number else False
                )
            else:
                answer.value_typed = answer.value_text

    def _inverse_value_typed(self):
        problems = []
        for answer in self:
            vals, problem = answer._read_value(answer.value_typed)
            if problem:
                problems.append(problem)
            else:
                answer.write(vals)
        if problems:
            raise UserError("\n".join(problems))

    @api.depends("kind", "value_text", "has_number", "option_id", "value_image")
    def _compute_is_answered(self):
        for answer in self:
            answer.is_answered = bool(answer[self._get_value_field(answer.kind)])

    @api.depends("value_number", "has_number")
    def _compute_is_out_of_limits(self):
        for answer in self:
            answer.is_out_of_limits = rules.is_out_of_limits(
                answer.question_id._get_rule(), answer._get_value()
            )

    @api.depends(
        *(
            f"{owner}.answer_ids.{name}"
            for owner in ("dispatch_id", "spot_check_id")
            for name in ("value_text", "value_number", "has_number", "option_id")
        )
    )
    def _compute_is_asked(self):
        asked: dict = {}
        for answer in self:
            owner = answer._get_owner()
            if owner not in asked:
                asked[owner] = set(owner._get_asked_questions().ids)
            answer.is_asked = answer.question_id._origin.id in asked[owner]

    # Not a CHECK of the database: it would have to name the columns of all rooms.
    @api.constrains(lambda self: ("question_id", *self._get_owner_fields()))
    def _check_one_owner(self):
        for answer in self:
            if sum(bool(answer[name]) for name in self._get_owner_fields()) != 1:
                raise ValidationError(
                    self.env._(
                        "Question “%(question)s”: an answer belongs to one document.",
                        question=answer.name,
                    )
                )

    @api.constrains("option_id", "question_id")
    def _check_option(self):
        for answer in self:
            if answer.option_id and answer.option_id.question_id != answer.question_id:
                raise ValidationError(
                    self.env._(
                        "Question “%(question)s”: choose one of its own options.",
                        question=answer.name,
                    )
                )

    def write(self, vals):
        owners = self._get_owner_fields()
        if vals.keys() & {*FIXED, *owners}:
            raise UserError(
                self.env._("An answer stays with its question and its visit.")
            )
        for name in owners:
            self[name]._check_answers_open()
        return super().write(vals)

    @api.model
    def _get_owner_fields(self) -> tuple[str, ...]:
        """Fields that name the document of an answer. Other parts add theirs."""
        return ("dispatch_id", "spot_check_id")

    @api.model
    def _get_value_field(self, kind: str) -> str:
        """Field that holds the answer, or says that there is one."""
        return {
            rules.NUMBER: "has_number",
            rules.CHOICE: "option_id",
            rules.PHOTO: "value_image",
            rules.SIGNATURE: "value_image",
        }.get(kind, "value_text")

    def _get_owner(self):
        self.ensure_one()
        return next(
            (self[name] for name in self._get_owner_fields() if self[name]),
            self.dispatch_id,
        )

    def _get_value(self):
        """The answer as the rules take it: a picture counts by being there."""
        self.ensure_one()
        match self.kind:
            case rules.NUMBER:
                return self.value_number if self.has_number else None
            case rules.CHOICE:
                return self.option_id.id or None
            case rules.TEXT:
                return self.value_text or None
            case _:
                return self.is_answered or None

    def _get_page_value(self):
        """The answer as the phone pages show it."""
        self.ensure_one()
        if self.kind == rules.CHOICE:
            return self.option_id.name or None
        if self.kind in rules.IMAGE_KINDS:
            return self.thumbnail.decode() if self.thumbnail else None
        return self._get_value()
