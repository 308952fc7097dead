from odoo import api, models
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    Records,
)
from odoo.addons.aftersales_service.tools.evidence import LINKED, Item


class AftersalesEvidence(models.AbstractModel):
    """Customers: asked, visited again, cared for, their files kept with care."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "survey_held": self.env._("Satisfaction surveys held and reported"),
            "survey_answers": self.env._("Answers to the satisfaction surveys"),
            "opinions_given": self.env._("Customers who said what they think"),
            "customers_visited": self.env._("Customers visited again, percent"),
            "return_visits_done": self.env._("Return visits done of those planned"),
            "access_logged": self.env._("Looks into customer files, masked by rule"),
            "care_messages": self.env._("Greetings and care sent to customers"),
            "opportunities_followed": self.env._("Customers asked before terms end"),
        }

    @api.model
    def _get_surveys(self, period):
        return self._of_company(
            "aftersales.satisfaction.survey",
            self._on_days("date_to", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "in", ("closed", "reported")),
        )

    @api.model
    def _evidence_survey_held(self, audit, period):
        return self._count("survey_held", audit, self._get_surveys(period))

    @api.model
    def _evidence_survey_answers(self, audit, period):
        """Of those who were asked, who answered; each one of the surveys."""
        surveys = self._get_surveys(period).domain
        records = Records(
            "survey.user_input",
            Domain("survey_id.satisfaction_id", "any", surveys),
            Domain("state", "=", "done"),
        )
        return self._count("survey_answers", audit, records)

    @api.model
    def _evidence_opinions_given(self, audit, period):
        records = self._of_company(
            "aftersales.opinion",
            self._within("asked_at", period),
            Domain("answered_at", "!=", False),
        )
        return self._count("opinions_given", audit, records)

    @api.model
    def _evidence_customers_visited(self, audit, period):
        """The key figure counts each customer once."""
        figure = self._get_kpi()._measure_return_visit(*period, None)[False]
        records = self._get_kpi()._get_return_visit_domain(*period)
        visits = self.env[records.model].search(records.domain, limit=LINKED)
        item = Item(
            self._get_evidence_names()["customers_visited"],
            figure.value,
            int(figure.numerator),
            records.model,
            tuple(visits.ids),
        )
        return self._measure("customers_visited", figure.value, item)

    @api.model
    def _evidence_return_visits_done(self, audit, period):
        records = self._of_company(
            "aftersales.return.visit",
            self._on_days("planned_date", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "in", ("done", "refused", "unreachable")),
        )
        return self._count("return_visits_done", audit, records)

    @api.model
    def _evidence_access_logged(self, audit, period):
        """Who looked into a customer's file is written down, with the reason where
        everything was shown."""
        records = self._of_company(
            "aftersales.customer.access",
            self._within("accessed_at", period),
            Domain("is_masked", "=", True) | Domain("reason", "!=", False),
        )
        return self._count("access_logged", audit, records)

    @api.model
    def _evidence_care_messages(self, audit, period):
        records = self._of_company(
            "aftersales.care.message",
            self._on_days("event_date", period),
            Domain("state", "=", "sent"),
        )
        return self._count("care_messages", audit, records)

    @api.model
    def _evidence_opportunities_followed(self, audit, period):
        records = self._of_company(
            "aftersales.opportunity", self._within("create_date", period)
        )
        return self._count("opportunities_followed", audit, records)
