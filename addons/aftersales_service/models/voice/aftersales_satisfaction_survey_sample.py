from collections import Counter

from odoo import fields, models
from odoo.fields import Domain

from ...tools import sampling, satisfaction

INVITATION = "aftersales_service.mail_template_satisfaction_invitation"
REMINDER = "aftersales_service.mail_template_satisfaction_reminder"


class AftersalesSatisfactionSurvey(models.Model):
    """Whom it asks: a random sample of the customers served, each with his last order.

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
        drawn = sampling.draw(population, size, self.sample_seed)
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

    # -- inviting ----------------------------------------------------------------------

    def action_invite(self):
        """Send the link to everybody of the sample who has not got it yet."""
        return self._send_links(
            INVITATION, Domain("aftersales_invited_at", "=", False), "invited"
        )

    def action_remind(self):
        """Remind those who got the link and have not answered."""
        return self._send_links(
            REMINDER, Domain("aftersales_invited_at", "!=", False), "reminded"
        )

    def _send_links(self, template: str, domain: Domain, moment: str) -> dict:
        """Queue a mail for each customer with an address who did not refuse mail."""
        self._check_step_role("start")
        self._refuse(
            [
                self.env._(
                    "%(survey)s is not running: nobody is invited.",
                    survey=survey.display_name,
                )
                for survey in self
                if survey.state != "running"
            ]
        )
        waiting = (
            self.env["survey.user_input"]
            .sudo()
            .search(
                self._get_sampled_domain()
                & Domain("state", "!=", "done")
                & Domain("partner_id.email_normalized", "!=", False)
                & Domain("partner_id.is_blacklisted", "=", False)
                & domain
            )
        )
        if waiting:
            self.env.ref(template).sudo().send_mail_batch(waiting.ids)
            waiting.write({f"aftersales_{moment}_at": fields.Datetime.now()})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if waiting else "warning",
                "message": self.env._(
                    "%(count)s mails are on their way. Customers without an address "
                    "are asked by phone or visited.",
                    count=len(waiting),
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_open_answers(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.survey_user_input_action_satisfaction"
        )
        return {**action, "domain": [("satisfaction_id", "=", self.id)]}
