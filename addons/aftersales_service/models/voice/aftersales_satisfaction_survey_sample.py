from collections import Counter, defaultdict

from odoo import fields, models
from odoo.fields import Domain

from ...tools import sampling, satisfaction


class AftersalesSatisfactionSurvey(models.Model):
    """Whom it asks: a random sample of the customers served, each with his last order,
    spread over the outlets by their share.

    Nobody is left out because he may be angry: the figures would be better than the
    service.
    """

    _inherit = "aftersales.satisfaction.survey"

    def _get_order_domain(self) -> Domain:
        """Orders whose customers are the population."""
        self.ensure_one()
        Source = self.env["aftersales.kpi.source"].with_company(self.company_id)
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Source._within("signed_at", self.date_from, self.date_to)
            & Domain("partner_id.active", "=", True)
        )
        if self.outlet_ids:
            domain &= Domain("outlet_id", "in", self.outlet_ids.ids)
        return domain

    def _find_population(self) -> dict:
        """By id of the customer, the last of his orders that was signed."""
        Order = self.env["aftersales.order"].sudo().with_context(active_test=False)
        orders = Order.search(self._get_order_domain(), order="signed_at, id")
        return {order.partner_id.id: order for order in orders}

    def action_count(self):
        """Count the customers, and propose how many of them to ask."""
        self._check_step_role("start")
        for survey in self.filtered(lambda survey: survey.state == "draft"):
            population = survey._find_population()
            survey._note_population(population)
            survey.sample_size = survey._propose_sample_size()

    def _note_population(self, population: dict) -> None:
        outlets = Counter(order.outlet_id.id for order in population.values())
        self.write(
            {
                "population_count": len(population),
                # Keys of JSON are texts; "0" stands for orders without an outlet.
                "outlet_populations": {
                    str(outlet_id or 0): count for outlet_id, count in outlets.items()
                },
            }
        )

    def _propose_sample_size(self) -> int:
        self.ensure_one()
        return satisfaction.invitations(
            self.required_answers, self.expected_response, self.population_count
        )

    def _draw_sample(self):
        """Make an answer sheet, with a token of its own, for each customer drawn."""
        self.ensure_one()
        population = self._find_population()
        self._note_population(population)
        size = self.sample_size or self._propose_sample_size()
        drawn = self._draw(population, size)
        self.sample_size = len(drawn)
        questions = self.survey_id._prepare_user_input_predefined_questions()
        return (
            self.env["survey.user_input"]
            .sudo()
            .create(
                [
                    self._prepare_answer_vals(population[partner_id], questions)
                    for partner_id in drawn
                ]
            )
        )

    def _draw(self, population: dict, size: int) -> list[int]:
        """Customers by chance, each outlet's as many as it has of all."""
        parts = defaultdict(list)
        for partner_id, order in population.items():
            parts[order.outlet_id.id or 0].append(partner_id)
        sizes = {outlet_id: len(members) for outlet_id, members in parts.items()}
        drawn = sampling.draw_by_quota(
            parts, sampling.quotas(sizes, size), self.sample_seed
        )
        return sorted(partner_id for part in drawn.values() for partner_id in part)

    def _prepare_answer_vals(self, order, questions) -> dict:
        self.ensure_one()
        partner = order.partner_id
        lang = partner.lang and self.env["res.lang"]._lang_get(partner.lang)
        return {
            "survey_id": self.survey_id.id,
            "aftersales_is_sampled": True,
            "aftersales_order_id": order.id,
            "aftersales_outlet_id": order.outlet_id.id,
            "partner_id": partner.id,
            "email": partner.email,
            "nickname": partner.name,
            "lang_id": lang.id if lang else False,
            "deadline": self.deadline,
            "predefined_question_ids": [fields.Command.set(questions.ids)],
        }

    def _get_sampled_domain(self) -> Domain:
        """Answers that count: of the sample. Whoever else was sent a link does not."""
        return (
            Domain("satisfaction_id", "in", self.ids)
            & Domain("aftersales_is_sampled", "=", True)
            & Domain("test_entry", "=", False)
        )
