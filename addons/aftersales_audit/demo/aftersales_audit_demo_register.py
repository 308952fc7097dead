from datetime import timedelta

from odoo import api, models

from . import register_words as words


class AftersalesAuditDemo(models.AbstractModel):
    """What the registers hold after half a year."""

    _inherit = "aftersales.audit.demo"

    @api.model
    def _load_registers(self):
        self._load_risks()
        self._load_drill()
        self._load_crisis()
        self._load_recoveries()
        self._load_research()
        self._load_suggestions()

    @api.model
    def _texts(self, table: dict) -> dict:
        return {name: self._text(text) for name, text in table.items()}

    @api.model
    def _load_risks(self):
        Risk = self.env["aftersales.risk"].with_user(self._ref("user_manager"))
        risk = Risk.create(
            {
                **self._texts(words.RISK),
                "likelihood": "3",
                "impact": "5",
                "response": "reduce",
            }
        )
        risk.action_treat()
        risk.write({"residual_likelihood": "2", "residual_impact": "3"})
        Risk.create({**self._texts(words.OPPORTUNITY), "kind": "opportunity"})
        self._name_record(risk, "risk")
        Risk.create(
            [
                {
                    "title": self._text(title),
                    "likelihood": likelihood,
                    "impact": impact,
                    "reviewed_on": self._today() - timedelta(days=350),
                }
                for title, likelihood, impact in words.RISKS
            ]
        )

    @api.model
    def _load_drill(self):
        for name in ("manager", "general"):
            step = self.env.ref(f"aftersales_audit.crisis_step_{name}")
            step.user_id = self._ref(f"user_{name}")
        drill = (
            self.env["aftersales.crisis"]
            .with_user(self._ref("user_manager"))
            .create(
                {
                    **self._texts(words.DRILL),
                    "is_drill": True,
                    "outlet_id": self._ref("outlet_qd").id,
                }
            )
        )
        drill.report_ids.channel = "phone"
        drill.report_ids.action_tell()
        drill.action_handle()
        drill.action_close()
        self._name_record(drill, "crisis_drill")

    @api.model
    def _load_crisis(self):
        """One that is being handled: the first of the chain was told."""
        crisis = (
            self.env["aftersales.crisis"]
            .with_user(self._ref("user_manager"))
            .create(
                {
                    **self._texts(words.CRISIS),
                    "is_grave": True,
                    "outlet_id": self._ref("outlet_qd").id,
                }
            )
        )
        first = crisis.report_ids[:1]
        first.channel = "phone"
        first.action_tell()
        crisis.action_handle()
        self._name_record(crisis, "crisis")

    @api.model
    def _load_recoveries(self):
        Recovery = self.env["aftersales.recovery"].with_user(
            self._ref("user_dispatcher")
        )
        for number, (title, vals) in enumerate(words.RECOVERIES):
            recovery = Recovery.create(
                {
                    **vals,
                    "title": self._text(title),
                    "outlet_id": self._ref("outlet_qd").id,
                    "asked_on": self._today() - timedelta(days=20),
                }
            )
            recovery.action_collect()
            if recovery.disposal:
                recovery.action_dispose()
            self._name_record(recovery, f"recovery_{number}")

    @api.model
    def _load_research(self):
        Research = self.env["aftersales.research"].with_user(self._ref("user_manager"))
        for kind, title, result in words.RESEARCH:
            project = Research.create(
                {
                    "kind": kind,
                    "title": self._text(title),
                    "question": self._text(words.QUESTION),
                    "result": self._text(result),
                    "date_start": self._today() - timedelta(days=60),
                }
            )
            project.action_start()
            project.action_finish()
            self._name_record(project, f"research_{kind}")

    @api.model
    def _load_suggestions(self):
        Suggestion = self.env["aftersales.suggestion"].with_user(
            self._ref("user_dispatcher")
        )
        for number, (title, problem, proposal, outcome) in enumerate(words.SUGGESTIONS):
            suggestion = Suggestion.create(
                {
                    "title": self._text(title),
                    "problem": self._text(problem),
                    "proposal": self._text(proposal),
                    "kind": "product" if outcome else "process",
                }
            )
            if outcome:
                judged = suggestion.with_user(self._ref("user_manager"))
                judged.outcome = self._text(outcome)
                judged.action_accept()
                judged.effect = self._text(words.EFFECT)
                judged.action_carry_out()
            self._name_record(suggestion, f"suggestion_{number}")
        declined = Suggestion.create({**self._texts(words.DECLINED), "kind": "service"})
        judged = declined.with_user(self._ref("user_manager"))
        judged.outcome = self._text(words.DECLINED_WHY)
        judged.action_decline()
        self._name_record(declined, "suggestion_declined")
