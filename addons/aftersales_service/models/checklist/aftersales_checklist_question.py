from odoo import api, fields, models

from ...tools import checklist as rules

LIMITS = [
    ("none", "None"),
    ("minimum", "At Least"),
    ("maximum", "At Most"),
    ("range", "Between"),
]


class AftersalesChecklistQuestion(models.Model):
    """One question: what is answered, within which limits, and when it is asked."""

    _name = "aftersales.checklist.question"
    _description = "Checklist Question"
    _order = "sequence, id"

    checklist_id = fields.Many2one(
        "aftersales.checklist", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    section = fields.Char(translate=True)
    name = fields.Char(string="Question", required=True, translate=True)
    help_text = fields.Text(
        string="Guidance",
        translate=True,
        help="What the technician reads under the question: how to do it, the "
        "company's own words on conduct.",
    )
    kind = fields.Selection(
        [
            (rules.TEXT, "Text"),
            (rules.NUMBER, "Figure"),
            (rules.CHOICE, "Choice"),
            (rules.PHOTO, "Photo"),
            (rules.SIGNATURE, "Signature"),
        ],
        default=rules.TEXT,
        required=True,
    )
    is_required = fields.Boolean(
        string="Required",
        help="A solved visit does not finish without an answer, if the question is "
        "asked at all.",
    )
    option_ids = fields.One2many(
        "aftersales.checklist.option", "question_id", "Options", copy=True
    )
    uom_name = fields.Char(string="Unit of Measure", translate=True)
    limits = fields.Selection(LIMITS, default="none", required=True)
    minimum = fields.Float(digits=False)
    maximum = fields.Float(digits=False)

    # -- asked only if ---------------------------------------------------------
    condition_question_id = fields.Many2one(
        "aftersales.checklist.question",
        string="Only If",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Asked only if this earlier question has a certain answer. Save the "
        "checklist first to choose among its questions.",
    )
    condition_kind = fields.Selection(
        related="condition_question_id.kind", string="Kind of Condition"
    )
    condition_operator = fields.Selection(
        [("=", "is"), ("!=", "is not"), ("<", "is less than"), (">", "is more than")],
        string="Comparison",
        copy=False,
        default="=",
    )
    condition_option_id = fields.Many2one(
        "aftersales.checklist.option",
        string="Option",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    condition_number = fields.Float(string="Than", digits=False, copy=False)
    condition_text = fields.Char(string="Wording", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        questions = super().create(vals_list)
        questions.checklist_id._check_draft()
        return questions

    def write(self, vals):
        self.checklist_id._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.checklist_id._check_draft()

    def _get_key(self):
        """The saved record: lines of an open form refer to each other by it."""
        self.ensure_one()
        return self._origin.id or self.id

    def _get_rules(self) -> list[rules.Question]:
        return [question._get_rule() for question in self]

    def _get_rule(self) -> rules.Question:
        self.ensure_one()
        low, high = self._get_limits()
        return rules.Question(
            key=self._get_key(),
            kind=self.kind,
            required=self.is_required,
            options=[option._origin.id or option.id for option in self.option_ids],
            minimum=low,
            maximum=high,
            condition=self._get_condition(),
        )

    def _get_limits(self) -> tuple[float | None, float | None]:
        self.ensure_one()
        if self.kind != rules.NUMBER:
            return None, None
        return (
            self.minimum if self.limits in ("minimum", "range") else None,
            self.maximum if self.limits in ("maximum", "range") else None,
        )

    def _describe_limits(self) -> str:
        """The limits as they are read beside a number that lies outside them."""
        low, high = self._get_limits()
        parts = [
            low is not None and f"≥ {low:g}",
            high is not None and f"≤ {high:g}",
        ]
        return ", ".join(part for part in parts if part)

    def _get_condition(self) -> rules.Condition | None:
        self.ensure_one()
        about = self.condition_question_id
        if not about:
            return None
        value = {
            rules.CHOICE: self.condition_option_id._origin.id,
            rules.NUMBER: self.condition_number,
            rules.TEXT: self.condition_text,
        }.get(about.kind)
        return rules.Condition(about._get_key(), self.condition_operator, value)

    def _get_data(self, value) -> dict:
        """The question and its answer as the phone pages take them."""
        self.ensure_one()
        low, high = self._get_limits()
        condition = self._get_condition()
        return {
            "id": self.id,
            "name": self.name,
            "section": self.section or "",
            "help": self.help_text or "",
            "kind": self.kind,
            "required": self.is_required,
            "options": self.option_ids.mapped("name"),
            "min": low,
            "max": high,
            "unit": self.uom_name or "",
            "condition": condition
            and {
                "question": condition.question,
                "operator": condition.operator,
                "value": self.condition_option_id.name
                if self.condition_kind == rules.CHOICE
                else condition.value,
            },
            "value": value,
        }

    def _describe_problem(self, code: str) -> str:
        self.ensure_one()
        values = {
            "question": self.name,
            "about": self.condition_question_id.name,
        }
        return {
            "options": self.env._(
                "Question “%(question)s”: add the options to choose from.", **values
            ),
            "limits": self.env._(
                "Question “%(question)s”: the lower limit is above the upper one.",
                **values,
            ),
            "later": self.env._(
                "Question “%(question)s”: its condition must refer to a question that "
                "stands before it in this checklist. “%(about)s” does not.",
                **values,
            ),
            "operator": self.env._(
                "Question “%(question)s”: choose a comparison that fits the answers to "
                "“%(about)s”.",
                **values,
            ),
            "option": self.env._(
                "Question “%(question)s”: choose one of the options of “%(about)s” for "
                "its condition.",
                **values,
            ),
            "number": self.env._(
                "Question “%(question)s”: its condition needs a number.", **values
            ),
            "text": self.env._(
                "Question “%(question)s”: write down which answer to “%(about)s” its "
                "condition waits for.",
                **values,
            ),
        }[code]

    def _copy_conditions(self, originals) -> None:
        """Take over the conditions of ``originals``, of which ``self`` are copies."""
        copied = dict(zip(originals, self, strict=True))
        options = dict(zip(originals.option_ids, self.option_ids, strict=True))
        for original, question in copied.items():
            if original.condition_question_id:
                about = original.condition_option_id
                question.write(
                    {
                        "condition_question_id": copied[
                            original.condition_question_id
                        ].id,
                        "condition_operator": original.condition_operator,
                        "condition_option_id": options[about].id if about else False,
                        "condition_number": original.condition_number,
                        "condition_text": original.condition_text,
                    }
                )
