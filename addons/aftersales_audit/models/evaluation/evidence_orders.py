from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Ways in which nobody had to answer a telephone.
ONLINE = ("web", "portal", "qr", "email", "wechat")
LENT = ("lent", "returned", "lost")


def _is_long(model, alias, query) -> SQL:
    """The repair took more days than the decision allows without a substitute."""
    decision = model.env["aftersales.warranty.decision"]
    joined = query.left_join(alias, "decision_id", decision._table, "id", "decision_id")
    days = decision._field_to_sql(joined, "loaner_after_days", query)
    return SQL(
        "(%(days)s > 0 AND %(end)s > %(start)s + %(days)s * INTERVAL '1 day')",
        days=days,
        start=model._field_to_sql(alias, "received_at", query),
        end=model._field_to_sql(alias, "repaired_at", query),
    )


class AftersalesEvidence(models.AbstractModel):
    """Service orders: taken up, on site in time, done well, papers in order."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "response_in_time": self.env._("Calls answered in time"),
            "arrival_in_time": self.env._("On site in time"),
            "diagnosis_in_time": self.env._("Diagnosed in time"),
            "repair_in_time": self.env._("Repaired in time"),
            "help_in_time": self.env._("Help called in in time"),
            "calls_registered": self.env._("Calls registered with customer and fault"),
            "slips_complete": self.env._("Slips signed, with the customer's opinion"),
            "briefings_given": self.env._("Customers briefed after the visit"),
            "repairs_that_held": self.env._("Repairs that held"),
            "charges_told": self.env._("Charges told before the work"),
            "warranty_decided": self.env._("Warranty decided and explained"),
            "loans_given": self.env._("Substitute units lent"),
            "loans_owed": self.env._("Substitutes given where one was owed"),
            "online_orders": self.env._("Orders that came in online"),
            "channels_used": self.env._("Ways by which customers reached us"),
        }

    @api.model
    def _evidence_response_in_time(self, audit, period):
        records = self._get_kpi()._get_response_in_time_domain(*period)
        return self._count("response_in_time", audit, records)

    @api.model
    def _evidence_arrival_in_time(self, audit, period):
        records = self._get_kpi()._get_onsite_in_time_domain(*period)
        return self._count("arrival_in_time", audit, records)

    @api.model
    def _evidence_diagnosis_in_time(self, audit, period):
        records = self._get_kpi()._get_promises("assess", *period)
        return self._count("diagnosis_in_time", audit, records)

    @api.model
    def _evidence_help_in_time(self, audit, period):
        records = self._get_kpi()._get_promises("help", *period)
        return self._count("help_in_time", audit, records)

    @api.model
    def _evidence_repair_in_time(self, audit, period):
        records = self._get_kpi()._get_promises("repair", *period)
        return self._count("repair_in_time", audit, records)

    @api.model
    def _get_orders(self, moment: str, period, hits, domain=Domain.TRUE):
        return self._get_kpi()._get_orders(moment, *period, domain=domain, hits=hits)

    @api.model
    def _evidence_calls_registered(self, audit, period):
        """A call is registered when one knows who called and what is wrong."""
        known = Domain("partner_id", "!=", False) & (
            Domain("description", "!=", False) | Domain("symptom_id", "!=", False)
        )
        records = self._get_orders("received_at", period, known)
        return self._count("calls_registered", audit, records)

    @api.model
    def _evidence_slips_complete(self, audit, period):
        records = self._get_kpi()._get_papers_domain(*period)
        return self._count("slips_complete", audit, records)

    @api.model
    def _evidence_briefings_given(self, audit, period):
        records = self._of_company(
            "aftersales.dispatch",
            self._within("finished_at", period) & Domain("state", "!=", "cancelled"),
            Domain("briefing_given", "=", True),
        )
        return self._count("briefings_given", audit, records)

    @api.model
    def _evidence_repairs_that_held(self, audit, period):
        repeated = self._get_kpi()._get_repeat_repair_domain(*period)
        records = repeated._replace(hits=~repeated.hits)
        return self._count("repairs_that_held", audit, records)

    @api.model
    def _evidence_charges_told(self, audit, period):
        """Orders done that cost the customer something: he agreed to the price."""
        charged = Domain("line_ids", "any", [("coverage", "=", "customer")])
        records = self._get_orders(
            "repaired_at", period, Domain("price_confirmed_at", "!=", False), charged
        )
        return self._count("charges_told", audit, records)

    @api.model
    def _evidence_warranty_decided(self, audit, period):
        """Repairs of known units: on what ground they were free or charged."""
        records = self._get_orders(
            "repaired_at",
            period,
            Domain("decision_id", "!=", False),
            Domain("equipment_id", "!=", False),
        )
        return self._count("warranty_decided", audit, records)

    @api.model
    def _evidence_loans_given(self, audit, period):
        records = self._of_company(
            "aftersales.loan",
            self._within("lent_at", period) & Domain("state", "!=", "cancelled"),
            Domain("state", "!=", "lost"),
        )
        return self._count("loans_given", audit, records)

    @api.model
    def _evidence_loans_owed(self, audit, period):
        """Free repairs that took longer than the law lets a customer wait."""
        owed = Domain("decision_id.is_free", "=", True) & Domain.custom(to_sql=_is_long)
        lent = Domain("loan_ids", "any", [("state", "in", LENT)])
        records = self._get_orders("repaired_at", period, lent, owed)
        return self._count("loans_owed", audit, records)

    @api.model
    def _evidence_online_orders(self, audit, period):
        online = Domain("channel", "in", ONLINE)
        records = self._get_orders("received_at", period, online)
        return self._count("online_orders", audit, records)

    @api.model
    def _evidence_channels_used(self, audit, period):
        """So many different ways are alive."""
        rows = self.env["aftersales.order"]._read_group(
            self._get_orders("received_at", period, Domain.TRUE).domain, ["channel"]
        )
        return self._measure("channels_used", float(len(rows)))
