from odoo import api, fields, models
from odoo.fields import Domain


class AftersalesReturnVisitCampaign(models.Model):
    """What a campaign showed, in figures; each beside how sure it is."""

    _inherit = "aftersales.return.visit.campaign"

    visit_count = fields.Integer(string="Drawn Customers", compute="_compute_figures")
    done_count = fields.Integer(string="Visited", compute="_compute_figures")
    open_count = fields.Integer(string="To Visit", compute="_compute_figures")
    problem_count = fields.Integer(string="Problems", compute="_compute_figures")
    response_rate = fields.Float(string="Answered (%)", compute="_compute_figures")
    satisfaction_rate = fields.Float(
        string="Satisfied (%)",
        compute="_compute_figures",
        help="Customers who are satisfied or very satisfied, of those who gave a mark.",
    )
    satisfaction_note = fields.Char(
        string="How Sure",
        compute="_compute_figures",
        help="With 95 % confidence the share of all customers lies between these.",
    )

    @api.depends("visit_ids.state", "visit_ids.satisfaction", "visit_ids.has_problem")
    def _compute_figures(self):
        Visit = self.env["aftersales.return.visit"]
        found = Visit._read_statistics(
            Domain("campaign_id", "in", self.ids), ["campaign_id"]
        )
        for campaign in self:
            figures = found.get((campaign,)) or Visit._get_figures({})
            campaign.visit_count = figures["asked"]
            campaign.done_count = figures["done"]
            campaign.open_count = figures["open"]
            campaign.problem_count = figures["problems"]
            campaign.response_rate = figures["response"] or 0.0
            campaign.satisfaction_rate = figures["rate"] or 0.0
            campaign.satisfaction_note = self._describe_interval(figures)

    @api.model
    def _describe_interval(self, figures: dict) -> str | bool:
        """The share and how sure it is, in words; nothing where nobody gave a mark."""
        interval = figures["interval"]
        return interval and self.env._(
            "%(rate).1f %% of %(count)d marks, between %(low).1f %% and %(high).1f %%",
            rate=figures["rate"],
            count=sum(figures["marks"].values()),
            low=interval.low,
            high=interval.high,
        )

    def _get_statistics(self) -> dict:
        """What the result sheet shows: ``total``, and rows (label, figures) of
        ``outlets`` and ``weeks``; ``questions`` with the count of each answer."""
        self.ensure_one()
        Visit = self.env["aftersales.return.visit"]
        domain = Domain("campaign_id", "=", self.id)
        total = Visit._read_statistics(domain, ["campaign_id"])
        outlets = Visit._read_statistics(domain, ["outlet_id"])
        return {
            "total": total.get((self,)) or Visit._get_figures({}),
            "outlets": [
                (outlet.sudo().display_name or self.env._("No Outlet"), figures)
                for (outlet,), figures in outlets.items()
            ],
            "weeks": Visit._get_weeks(domain),
            "questions": self._get_answer_counts(),
        }

    @api.model
    def _get_mark_counts(self, figures: dict) -> list[tuple[str, int]]:
        """How often each mark was given, the best one first."""
        field = self.env["aftersales.return.visit"]._fields["satisfaction"]
        labels = dict(field._description_selection(self.env))
        return [(labels[mark], count) for mark, count in figures["marks"].items()]

    def _get_tasks(self):
        """Tasks of the campaign and of its visits."""
        self.ensure_one()
        Task = self.env["aftersales.corrective.task"].sudo()
        return Task._find_for(self) | Task._find_for(
            self.visit_ids.filtered("has_problem")
        )

    def _get_answer_counts(self) -> list[tuple]:
        """(question, [(option, count)]) of the questions one chooses an answer to."""
        self.ensure_one()
        counts: dict = {}
        for question, option, count in (
            self.env["aftersales.checklist.answer"]
            .sudo()
            ._read_group(
                [
                    ("return_visit_id.campaign_id", "=", self.id),
                    ("return_visit_id.state", "=", "done"),
                    ("option_id", "!=", False),
                ],
                ["question_id", "option_id"],
                ["__count"],
            )
        ):
            counts.setdefault(question, {})[option] = count
        return [
            (
                question.name,
                [
                    (option.name, counts[question].get(option, 0))
                    for option in question.option_ids
                ],
            )
            for question in sorted(counts, key=lambda q: (q.sequence, q.id))
        ]

    # -- what can be opened ------------------------------------------------------------

    def action_view_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_return_visit_action"
        )
        action["domain"] = [("campaign_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def action_view_tasks(self):
        self.ensure_one()
        Task = self.env["aftersales.corrective.task"]
        action = Task._get_action_for(self)
        problems = self.visit_ids.filtered("has_problem")
        tasks = Task._find_for(self) | Task._find_for(problems)
        action["domain"] = [("id", "in", tasks.ids)]
        return action

    def action_open_task(self):
        """A measure that follows from what the visits showed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Corrective Task"),
            "res_model": "aftersales.corrective.task",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_origin": f"{self._name},{self.id}"},
        }

    def action_export(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Export Return Visits"),
            "res_model": "aftersales.return.visit.export",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_campaign_id": self.id},
        }
