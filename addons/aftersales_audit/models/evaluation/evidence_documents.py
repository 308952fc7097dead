from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.aftersales_service.models.performance.aftersales_kpi_source import (
    Records,
)

VALID = ("valid", "changing")
HANDED_IN = ("handed_in", "received", "sealing", "sealed", "destroyed")
OUT = ("handed_out", "received")


def _in_time(model, alias, query) -> SQL:
    """Handed in by the day that was due."""
    return SQL(
        "%s::date <= %s",
        model._field_to_sql(alias, "handed_in_at", query),
        model._field_to_sql(alias, "due_date", query),
    )


class AftersalesEvidence(models.AbstractModel):
    """Rules and law: a manual in force, looked through, known; laws that hold."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "manual_in_force": self.env._("Service manuals in force"),
            "documents_in_force": self.env._("Rules and procedures in force"),
            "documents_reviewed": self.env._("Documents looked through in time"),
            "copies_received": self.env._("Copies whose receipt was confirmed"),
            "product_papers": self.env._("Product documents in force"),
            "handbook_applied": self.env._("Handbooks put into practice"),
            "laws_valid": self.env._("Laws we keep that still hold"),
            "laws_looked_up": self.env._("Laws looked up in time"),
            "law_training": self.env._("Laws that people were trained on"),
            "compliance_evaluated": self.env._("Compliance evaluations of the year"),
            "archives_in_time": self.env._("Archives handed in in time"),
        }

    @api.model
    def _get_documents(self, kinds, hits):
        """Documents that are worked by, or ought to be."""
        return self._of_company(
            "aftersales.document",
            Domain("active", "=", True)
            & Domain("status", "!=", "obsolete")
            & Domain("kind", "in", kinds),
            hits,
        )

    @api.model
    def _evidence_manual_in_force(self, audit, period):
        records = self._get_documents(("manual",), Domain("status", "in", VALID))
        return self._count("manual_in_force", audit, records)

    @api.model
    def _evidence_documents_in_force(self, audit, period):
        kinds = ("manual", "procedure", "regulation")
        records = self._get_documents(kinds, Domain("status", "in", VALID))
        return self._count("documents_in_force", audit, records)

    @api.model
    def _evidence_documents_reviewed(self, audit, period):
        """Those that are to be looked through: not overdue on the last day."""
        records = self._get_documents(
            ("manual", "procedure", "regulation"),
            Domain("review_date", ">=", period[1]),
        )
        records = records._replace(
            domain=records.domain & Domain("review_date", "!=", False)
        )
        return self._count("documents_reviewed", audit, records)

    @api.model
    def _evidence_copies_received(self, audit, period):
        records = self._of_company(
            "aftersales.document.copy",
            self._within("handed_out_at", period) & Domain("state", "in", OUT),
            Domain("received_at", "!=", False),
        )
        return self._count("copies_received", audit, records)

    @api.model
    def _evidence_product_papers(self, audit, period):
        records = self._get_documents(("product",), Domain("status", "in", VALID))
        return self._count("product_papers", audit, records)

    @api.model
    def _evidence_handbook_applied(self, audit, period):
        records = self._of_company(
            "aftersales.handbook.application",
            Domain("applied_at", "<=", f"{period[1]} 23:59:59"),
        )
        return self._count("handbook_applied", audit, records)

    @api.model
    def _get_laws(self, hits, domain=Domain.TRUE) -> Records:
        return Records(
            "aftersales.legal.item",
            Domain("company_id", "in", (self.env.company.id, False))
            & Domain("active", "=", True)
            & Domain("is_applicable", "=", True)
            & domain,
            hits,
        )

    @api.model
    def _evidence_laws_valid(self, audit, period):
        """None that was repealed by the last day."""
        holds = Domain("end_date", "=", False) | Domain("end_date", ">=", period[1])
        return self._count("laws_valid", audit, self._get_laws(holds))

    @api.model
    def _evidence_laws_looked_up(self, audit, period):
        records = self._get_laws(
            Domain("check_date", ">=", period[1]), Domain("check_date", "!=", False)
        )
        return self._count("laws_looked_up", audit, records)

    @api.model
    def _evidence_law_training(self, audit, period):
        records = self._get_laws(Domain("training_ids", "!=", False))
        return self._count("law_training", audit, records)

    @api.model
    def _evidence_compliance_evaluated(self, audit, period):
        records = self._of_company(
            "aftersales.legal.evaluation",
            Domain("year", ">=", period[0].year)
            & Domain("year", "<=", period[1].year)
            & Domain("state", "!=", "cancelled"),
            Domain("state", "=", "done"),
        )
        return self._count("compliance_evaluated", audit, records)

    @api.model
    def _evidence_archives_in_time(self, audit, period):
        handed_in = Domain("state", "in", HANDED_IN)
        records = self._of_company(
            "aftersales.archive.batch",
            self._on_days("due_date", period),
            handed_in & Domain.custom(to_sql=_in_time),
        )
        return self._count("archives_in_time", audit, records)
