from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.misc import formatLang

PREFIX = "_pack_"


class AftersalesManagementReview(models.Model):
    """What the system lays on the table: the contract.

    A source ``x`` is a method ``_pack_x()`` of a review that runs as superuser in its
    company and returns pairs of words and figure of the review's period. Rooms and
    addons add theirs by ``_inherit``; topics name them.
    """

    _inherit = "aftersales.management.review"

    @api.model
    def _get_pack_sources(self) -> set[str]:
        return {
            name.removeprefix(PREFIX)
            for name in dir(type(self))
            if name.startswith(PREFIX)
        }

    def _write_pack(self) -> None:
        """Freeze the figures of all topics of the agenda."""
        self.ensure_one()
        review = self.sudo().with_company(self.company_id)
        review.figure_ids.unlink()
        self.env["aftersales.management.review.figure"].sudo().create(
            [
                {
                    "review_id": self.id,
                    "topic_id": line.topic_id.id,
                    "sequence": line.sequence,
                    "name": name,
                    "value": value,
                }
                for line in review.line_ids
                if line.topic_id.source
                for name, value in getattr(review, PREFIX + line.topic_id.source)()
            ]
        )

    def _get_period_domain(self, field: str) -> Domain:
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain(field, ">=", self.date_from)
            # Moments of the last day belong to it.
            & Domain(field, "<", self.date_to + timedelta(days=1))
        )

    def _count_by(self, model: str, field: str, by: str, more=Domain.TRUE) -> list:
        """Records of the period by a selection or many2one, in one query."""
        Model = self.env[model]
        labels = (
            dict(Model._fields[by]._description_selection(self.env))
            if Model._fields[by].type == "selection"
            else {}
        )
        rows = Model._read_group(
            self._get_period_domain(field) & more, [by], ["__count"]
        )
        return [
            (labels[key] if labels else key.display_name, str(count))
            for key, count in rows
            if key
        ]

    def _pack_decision(self):
        """Tasks of earlier reviews, by state."""
        Task = self.env["aftersales.corrective.task"]
        labels = dict(Task._fields["state"]._description_selection(self.env))
        rows = Task._read_group(
            Domain("res_model", "=", self._name)
            & Domain("company_id", "=", self.company_id.id),
            ["state"],
            ["__count"],
        )
        return [(labels[state], str(count)) for state, count in rows]

    def _pack_kpi(self):
        """The last figure of each key figure in the period, with its target."""
        results = self.env["aftersales.kpi.result"].search(
            self._get_period_domain("date_to")
            & Domain("scope", "=", "company")
            & Domain("is_current", "=", True),
            order="date_to desc, id desc",
        )
        last: dict = {}
        for result in results:
            last.setdefault(result.kpi_id, result)
        return [
            (
                definition.display_name,
                f"{result.value_text or '–'} / {result.target_text or '–'}",
            )
            for definition, result in last.items()
        ]

    def _pack_audit(self):
        audits = self.env["aftersales.audit"].search(
            self._get_period_domain("date_planned") & Domain("state", "=", "closed")
        )
        return [
            (
                audit.name,
                " · ".join(
                    filter(
                        None,
                        (
                            formatLang(self.env, audit.score)
                            if audit.has_score
                            else "–",
                            audit.grade_summary,
                        ),
                    )
                ),
            )
            for audit in audits
        ]

    def _pack_nonconformity(self):
        """By state and degree, and how many came again (R332)."""
        model = "aftersales.nonconformity"
        again = self.env[model].search_count(
            self._get_period_domain("date") & Domain("recurrence_of_id", "!=", False)
        )
        return [
            *self._count_by(model, "date", "state"),
            *self._count_by(model, "date", "severity_id"),
            (self.env._("Came Again"), str(again)),
        ]

    def _pack_complaint(self):
        return self._count_by("aftersales.complaint", "received_at", "level")

    def _pack_satisfaction(self):
        surveys = self.env["aftersales.satisfaction.survey"].search(
            self._get_period_domain("date_to")
        )
        return [
            (survey.title, f"{survey.answered_count} / {survey.asked_count}")
            for survey in surveys
        ]

    def _pack_training(self):
        return self._count_by("aftersales.training.session", "date_start", "state")

    def _pack_budget(self):
        budgets = self.env["aftersales.budget"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("year", "in", [self.date_from.year, self.date_to.year])
        )
        return [
            (
                budget.display_name,
                formatLang(self.env, budget.amount, currency_obj=budget.currency_id),
            )
            for budget in budgets
        ]

    def _pack_document(self):
        """Documents by validity; those that wait for their review."""
        documents = self.env["aftersales.document"].search(
            [("company_id", "=", self.company_id.id)]
        )
        labels = dict(documents._fields["status"]._description_selection(self.env))
        return [
            (labels[status], str(len(some)))
            for status, some in documents.grouped("status").items()
        ]
