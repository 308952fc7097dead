from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import review_flow, scoring

PREFIX = "_gap_"


class AftersalesReadiness(models.TransientModel):
    """What would a certifier find today? A list of gaps, each with its records.

    A check ``x`` is a method ``_gap_x()`` that runs as superuser in the company and
    returns lines: words, model and ids. Rooms and addons add theirs by ``_inherit``.
    """

    _name = "aftersales.readiness"
    _description = "Readiness for the Certifier"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    checked_at = fields.Datetime(
        string="Looked At", readonly=True, default=fields.Datetime.now
    )
    line_ids = fields.One2many(
        "aftersales.readiness.line", "readiness_id", "Gaps", readonly=True
    )
    gap_count = fields.Integer(string="Gaps Found", compute="_compute_gap_count")

    @api.depends("line_ids")
    def _compute_gap_count(self):
        for check in self:
            check.gap_count = len(check.line_ids)

    @api.depends("company_id")
    def _compute_display_name(self):
        for check in self:
            check.display_name = self.env._("Readiness for the Certifier")

    @api.model
    def action_open(self) -> dict:
        return self._open_for(self.env.company)

    @api.model
    def _open_for(self, company) -> dict:
        self.env["aftersales.certificate"].check_access("read")
        check = self.create({"company_id": company.id})
        check.sudo().line_ids = [
            (0, 0, vals) for vals in check.sudo().with_company(company)._find_gaps()
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Readiness for the Certifier"),
            "res_model": self._name,
            "res_id": check.id,
            "views": [(False, "form")],
        }

    def action_print(self):
        return self.env.ref("aftersales_audit.action_report_readiness").report_action(
            self
        )

    def _find_gaps(self) -> list[dict]:
        names = sorted(name for name in dir(type(self)) if name.startswith(PREFIX))
        return [vals for name in names for vals in getattr(self, name)()]

    def _describe(self, area: str, name: str, records) -> dict:
        return {
            "area": area,
            "name": name,
            "res_model": records._name,
            "res_ids": records.ids,
        }

    def _describe_all(self, area: str, words: str, records) -> list[dict]:
        """One line for all of them, none where there are none."""
        return [self._describe(area, words, records)] if records else []

    def _search_mine(self, model: str, domain):
        return self.env[model].search(
            Domain("company_id", "in", (self.company_id.id, False)) & Domain(domain)
        )

    def _get_last_audit(self):
        return self.env["aftersales.audit"].search(
            [("company_id", "=", self.company_id.id), ("state", "=", "closed")],
            order="date_to desc, id desc",
            limit=1,
        )

    def _gap_clauses(self):
        """What the last evaluation found not met, clause by clause; none is a gap."""
        audit = self._get_last_audit()
        if not audit:
            words = self.env._("No evaluation was ever closed.")
            return [self._describe("audit", words, audit)]
        failed = audit.line_ids.filtered(lambda line: line.result == scoring.NOT_MET)
        return [
            self._describe(
                "audit",
                self.env._("Not met: %(clause)s", clause=clause.display_name),
                lines,
            )
            for clause, lines in failed.grouped("clause_id").items()
        ]

    def _gap_typical(self):
        """What certifiers often find, unless we found it met (R360 to R363)."""
        audit = self._get_last_audit()
        lines = audit.line_ids.grouped(lambda line: line.clause_id.code)
        clauses = self.env["aftersales.audit.clause"].search(
            [("typical_finding", "!=", False)]
        )
        by_code = clauses.grouped("code")
        return [
            self._describe("typical", some[0].typical_finding, some[0])
            for code, some in by_code.items()
            if not lines.get(code)
            or any(line.result != scoring.MET for line in lines[code])
        ]

    def _gap_nonconformities(self):
        records = self._search_mine(
            "aftersales.nonconformity", [("is_open", "=", True)]
        )
        return self._describe_all(
            "finding", self.env._("Nonconformities not settled"), records
        )

    def _gap_documents(self):
        records = self._search_mine(
            "aftersales.document", [("is_review_due", "=", True)]
        )
        return self._describe_all(
            "document", self.env._("Documents whose review is overdue"), records
        )

    def _gap_laws(self):
        records = self._search_mine(
            "aftersales.legal.item", [("is_cited_in_vain", "=", True)]
        )
        return self._describe_all(
            "law", self.env._("Repealed laws and standards in use"), records
        )

    def _gap_papers(self):
        """Papers of outlets that ran out; certified managers that are missing."""
        papers = self._search_mine(
            "aftersales.outlet.document", [("validity", "in", ["expired"])]
        )
        found = self._describe_all(
            "paper", self.env._("Papers of outlets that expired"), papers
        )
        warning = self.company_id.aftersales_manager_warning
        if warning:
            found.append(self._describe("paper", warning, self.company_id))
        return found

    def _gap_supervision(self):
        """Reports that are overdue; months of the last year without any (R318)."""
        records = self._search_mine(
            "aftersales.inspection", [("is_overdue", "=", True)]
        )
        found = self._describe_all(
            "finding", self.env._("Reports of monthly supervision overdue"), records
        )
        today = fields.Date.context_today(self)
        months = review_flow.months_of(
            today - relativedelta(months=12), today - relativedelta(months=1)
        )
        reported = self._search_mine(
            "aftersales.inspection",
            [("state", "=", "reported"), ("month", "in", months)],
        )
        if missing := [day for day in months if day not in reported.mapped("month")]:
            words = self.env._(
                "No report of monthly supervision: %(months)s",
                months=", ".join(f"{day:%Y-%m}" for day in missing),
            )
            found.append(self._describe("finding", words, records.browse()))
        return found
