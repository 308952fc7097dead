from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Command

from . import finding_words as words

#: How far the first findings of last year's evaluation have come.
PATHS = (
    ("issue", "submit", "review", "release", "execute", "verify"),
    ("issue", "submit", "review", "release"),
    ("issue", "submit"),
)
#: Who takes a step; the others are the unit's own.
PEOPLE = {
    "issue": "user_inspector",
    "review": "user_general",
    "release": "user_inspector",
    "verify": "user_inspector",
    "close": "user_inspector",
    "reopen": "user_inspector",
}
MONTHS = 6


class AftersalesAuditDemo(models.AbstractModel):
    """Findings on all their ways, supervision, a management review, a certificate."""

    _inherit = "aftersales.audit.demo"

    @api.model
    def _follow_up(self, audit):
        result = super()._follow_up(audit)
        records = audit.sudo().nonconformity_ids
        responsible = self._ref("user_manager")
        for record in records:
            record.user_id = record.user_id or responsible
            self._plan_measures(record)
        for record, steps in zip(records, PATHS, strict=False):
            self._walk(record, steps)
        return result

    @api.model
    def _plan_measures(self, record, start=None):
        start = start or self._today()
        record.write(
            {
                "root_cause": self._text(words.CAUSE),
                "why_ids": [
                    Command.create(
                        {"question": self._text(why), "answer": self._text(because)}
                    )
                    for why, because in words.WHYS
                ],
                "fishbone_ids": [
                    Command.create(
                        {"category": "method", "answer": self._text(words.METHOD)}
                    )
                ],
                "action_ids": [
                    Command.create(
                        {
                            "name": self._text(name),
                            "kind": kind,
                            "user_id": record.user_id.id,
                            "deadline": start + timedelta(days=days),
                        }
                    )
                    for days, (kind, name) in enumerate(words.MEASURES.items(), 10)
                ],
            }
        )

    @api.model
    def _walk(self, record, steps):
        for step in steps:
            user = self._ref(PEOPLE[step]) if step in PEOPLE else record.user_id
            mine = record.with_user(user).sudo()
            if step == "execute":
                for action in mine.action_ids:
                    action.outcome = self._text(words.OUTCOME)
                mine.action_ids.action_finish()
            if step == "verify":
                mine.verification = self._text(words.VERIFIED)
            getattr(mine, f"action_{step}")()

    @api.model
    def _load_incident(self):
        record = self.env["aftersales.nonconformity"].create(
            {
                "title": self._text(words.INCIDENT),
                "kind": "incident",
                "facts": self._text(words.INCIDENT_FACTS),
                "outlet_id": self._ref("outlet_jn").id,
                "severity_id": self.env.ref(
                    "aftersales_audit.nonconformity_severity_minor"
                ).id,
                "date": self._today() - timedelta(days=12),
            }
        )
        record.user_id = record.user_id or self._ref("user_manager")
        self._plan_measures(record)
        self._walk(record, PATHS[1])
        self._name_record(record, "nonconformity_incident")

    @api.model
    def _load_supervision(self):
        """The outlet was supervised in the last months; this month is open."""
        plan = self.env["aftersales.inspection.plan"].create(
            {
                "outlet_id": self._ref("outlet_jn").id,
                "user_id": self._ref("user_inspector").id,
            }
        )
        office = plan.create(
            {
                "department_id": self._ref("department_repair").id,
                "user_id": self._ref("user_inspector").id,
                "due_day": 20,
            }
        )
        month = self._today().replace(day=1)
        reports = {plan: words.REPORT, office: words.DEPARTMENT_REPORT}
        inspections = self.env["aftersales.inspection"].create(
            [
                {
                    **one._prepare_inspection_vals(month - relativedelta(months=ago)),
                    "report": self._text(report),
                    "opinion": self._text(words.OPINION),
                    "has_score": True,
                    "score": 94.0 - 2 * ago + len(one.department_id),
                }
                for one, report in reports.items()
                for ago in range(1, MONTHS)
            ]
        )
        inspections.action_report()
        for inspection in inspections:
            ago = (self._today() - inspection.deadline).days
            inspection.sudo().reported_at = self._moment(-ago, 900)
        self._load_patrols(plan.outlet_id, month)
        plan._cron_propose()
        self._name_record(plan, "inspection_plan")

    @api.model
    def _load_patrols(self, outlet, month):
        """What was looked at between the reports."""
        checks = self.env["aftersales.spot.check"].create(
            [
                {
                    "outlet_id": outlet.id,
                    "inspector_id": self._ref("user_inspector").id,
                    "check_date": month - timedelta(days=days),
                    "checklist_id": False,
                    "result": "problems" if problem else "ok",
                    "problem_note": problem and self._text(problem),
                }
                for days, problem in ((4, words.PATROL), (15, None), (40, None))
            ]
        )
        checks.action_done()

    @api.model
    def _load_last_review(self):
        """Held, signed and settled; its decisions are tasks."""
        self._ref("user_general").group_ids += self.env.ref(
            "aftersales_audit.group_management"
        )
        year = self._today().year - 1
        review = self.env["aftersales.management.review"].create(
            {
                **self._prepare_review_vals(words.LAST_REVIEW),
                "date": f"{year}-12-20",
                "date_from": f"{year}-01-01",
                "date_to": f"{year}-12-20",
                "conclusion": self._text(words.CONCLUSION),
                "unreviewed_reason": self._text(words.REASON),
            }
        )
        review.line_ids.discussion = self._text(words.DISCUSSION)
        for step in ("prepare", "hold"):
            getattr(review, f"action_{step}")()
        review.with_user(self._ref("user_inspector")).action_sign("minutes")
        review.with_user(self._ref("user_general")).action_sign("chair")
        review.action_close()

    @api.model
    def _load_review(self):
        review = self.env["aftersales.management.review"].create(
            {
                **self._prepare_review_vals(words.REVIEW),
                "date": self._today() + timedelta(days=7),
                "date_from": self._today() - relativedelta(months=13),
            }
        )
        review.action_prepare()
        self._name_record(review, "management_review")

    @api.model
    def _prepare_review_vals(self, title) -> dict:
        people = self._ref("user_manager") | self._ref("user_inspector")
        return {
            "title": self._text(title),
            "chair_id": self._ref("user_general").id,
            "participant_ids": [Command.set(people.ids)],
            "decision_ids": [
                Command.create(
                    {
                        "name": self._text(words.DECISION),
                        "reason": self._text(words.BECAUSE),
                        "user_id": self._ref("user_manager").id,
                        "deadline": self._today() + timedelta(days=90),
                    }
                )
            ],
        }

    @api.model
    def _load_certificate(self):
        """Held for a year; at the surveillance the certifier found something."""
        start = self._today() - timedelta(days=400)
        bands = self.env.ref("aftersales_audit.grade_scheme_national").band_ids
        certificate = self.env["aftersales.certificate"].create(
            {
                "scheme_id": self.env.ref("aftersales_audit.demo_scheme").id,
                "body_id": self.env["res.partner"]
                .create({"name": self._text(words.BODY), "is_company": True})
                .id,
                "scope": self._text(words.SCOPE),
                "user_id": self._ref("user_inspector").id,
                "number": "DEMO-27922-001",
                "band_id": bands[:1].id,
                "valid_from": start,
                "valid_to": start + relativedelta(years=3, days=-1),
            }
        )
        for step in ("apply", "accept", "contract", "review_documents", "evaluate"):
            getattr(certificate, f"action_{step}")()
        certificate.action_certify()
        row = certificate.surveillance_ids[0]
        finding = self.env["aftersales.nonconformity"].create(
            {
                "title": self._text(words.FINDING),
                "facts": self._text(words.FINDING_FACTS),
                "source": "certifier",
                "certificate_id": certificate.id,
                "surveillance_id": row.id,
                "outlet_id": self._ref("outlet_jn").id,
                "severity_id": self.env.ref(
                    "aftersales_audit.nonconformity_severity_minor"
                ).id,
                "date": row.date_due,
                "body_deadline": self._today() + timedelta(days=20),
            }
        )
        finding.user_id = finding.user_id or self._ref("user_manager")
        self._walk(finding, ("issue",))
        self._name_record(certificate, "certificate")
        # The next one is applied for: what it is for grew.
        application = certificate.copy(
            {
                "previous_id": certificate.id,
                "scope": self._text(words.WIDER_SCOPE),
            }
        )
        for step in ("apply", "accept", "contract", "review_documents"):
            getattr(application, f"action_{step}")()
