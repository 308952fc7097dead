from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import checklist as rules


class AftersalesChecklistMixin(models.AbstractModel):
    """A document that questions are answered on: a visit or a spot check.

    The document declares ``answer_ids`` and says when answers may be given
    (``_is_open_for_answers``).
    """

    _name = "aftersales.checklist.mixin"
    _description = "Document with a Checklist"

    checklist_id = fields.Many2one(
        "aftersales.checklist",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    checklist_progress = fields.Char(
        string="Answered", compute="_compute_checklist_progress"
    )

    @api.depends("answer_ids.is_answered", "answer_ids.is_asked")
    def _compute_checklist_progress(self):
        for record in self:
            asked = record.answer_ids.filtered("is_asked")
            record.checklist_progress = bool(asked) and self.env._(
                "%(answered)s of %(asked)s answered",
                answered=len(asked.filtered("is_answered")),
                asked=len(asked),
            )

    def _is_open_for_answers(self) -> bool:
        raise NotImplementedError

    def _check_answers_open(self) -> None:
        closed = self.filtered(lambda record: not record._is_open_for_answers())
        if closed:
            raise UserError(
                self.env._(
                    "%(documents)s: answers are given while the work is going on, not "
                    "before and not after.",
                    documents=", ".join(closed.mapped("display_name")),
                )
            )

    def _hand_out_questions(self) -> None:
        """Empty lines for the questions of the checklist, in one insert."""
        inverse = self._fields["answer_ids"].inverse_name
        # The one who answers fills lines in; he neither adds nor removes any.
        self.env["aftersales.checklist.answer"].sudo().create(
            [
                {inverse: record.id, "question_id": question.id}
                for record in self
                if not record.answer_ids
                for question in record.checklist_id.question_ids
            ]
        )

    def _get_answers(self) -> dict:
        self.ensure_one()
        return {
            answer.question_id._origin.id: answer._get_value()
            for answer in self.answer_ids
        }

    def _get_asked_questions(self):
        """Questions whose conditions hold, in the order they are asked."""
        return self._pick_questions(rules.visible)

    def _get_missing_questions(self):
        return self._pick_questions(rules.missing)

    def _pick_questions(self, pick):
        self.ensure_one()
        questions = self.answer_ids.question_id._origin.sorted(
            lambda question: (question.sequence, question.id)
        )
        picked = pick(questions._get_rules(), self._get_answers())
        return questions.browse([question.key for question in picked])

    def _get_asked_answers(self):
        """Lines of the questions that are asked, in order."""
        self.ensure_one()
        asked = self._get_asked_questions()
        return self.answer_ids.filtered(
            lambda answer: answer.question_id in asked
        ).sorted(lambda answer: (answer.sequence, answer.id))

    def _get_checklist_data(self) -> list[dict]:
        """Questions in order, each with its condition and the answer so far."""
        self.ensure_one()
        return [
            answer.question_id._get_data(answer._get_page_value())
            for answer in self.answer_ids.sorted(lambda a: (a.sequence, a.id))
        ]

    def _save_checklist_answers(self, values: dict) -> None:
        """Write answers by question id; all or none of them.

        :param values: text, number, option's name or base64 of a picture; None clears
        :raise UserError: names every answer that cannot be taken, and the cure
        """
        self.ensure_one()
        self._check_answers_open()
        by_question = {str(a.question_id.id): a for a in self.answer_ids}
        found, problems = [], []
        for key, raw in values.items():
            answer = by_question.get(str(key))
            if answer is None:
                problems.append(
                    self.env._(
                        "%(document)s: question %(key)s is not on its checklist. "
                        "Load the visit again.",
                        document=self.display_name,
                        key=key,
                    )
                )
                continue
            vals, problem = answer._read_value(raw)
            if problem:
                problems.append(problem)
            elif vals:
                found.append((answer, vals))
        if problems:
            raise UserError("\n".join(problems))
        for answer, vals in found:
            answer.write(vals)
