from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import archive_calendar

BATCH = 100


class AftersalesArchiveRule(models.Model):
    """The calendar: batches of finished periods, and who is reminded of them."""

    _inherit = "aftersales.archive.rule"

    @api.model
    def _cron_open(self) -> None:
        """Make the batches of periods that are over, collect them, remind people.

        Every step finds what is left to do by itself, so a killed run goes on where it
        stopped, and nobody is reminded twice.
        """
        cron = self.env["ir.cron"]
        today = fields.Date.context_today(self)
        for rule in self.search(Domain.TRUE):
            made = rule._open_periods(today)
            if not cron._commit_progress(len(made)):
                return
        Batch = self.env["aftersales.archive.batch"]
        for step in (Batch._collect_some, Batch._remind_some):
            while count := step(today, BATCH):
                if not cron._commit_progress(count):
                    return

    def _open_periods(self, today):
        """Batches of finished periods that are not there yet.

        :param today: date
        """
        Batch = self.env["aftersales.archive.batch"].sudo()
        rules = self.filtered(lambda rule: rule.has_source and rule.active)
        made = {
            (batch.rule_id, batch.company_id, batch.outlet_id, batch.date_from)
            for batch in Batch.search_fetch(
                [("rule_id", "in", rules.ids)],
                ["rule_id", "company_id", "outlet_id", "date_from"],
            )
        }
        outlets = self._get_outlets()
        vals_list = []
        for rule in rules:
            periods = archive_calendar.finished(rule.period, rule.date_start, today)
            for company, outlet in rule._get_givers(outlets):
                vals_list += [
                    rule._prepare_batch_vals(company, outlet, first, last)
                    for first, last in periods
                    if (rule, company, outlet, first) not in made
                ]
        return Batch.create(vals_list)

    @api.model
    def _get_outlets(self):
        return (
            self.env["aftersales.outlet"]
            .sudo()
            .search([("state", "in", ("active", "suspended"))])
        )

    def _get_givers(self, outlets) -> list:
        """(company, outlet or none) that hand in papers under this rule."""
        self.ensure_one()
        if self.company_id:
            outlets = outlets.filtered(lambda o: o.company_id == self.company_id)
        if self.is_per_outlet:
            return [(outlet.company_id, outlet) for outlet in outlets]
        companies = self.company_id or outlets.company_id
        return [(company, outlets.browse()) for company in companies]

    def _prepare_batch_vals(self, company, outlet, first, last) -> dict:
        self.ensure_one()
        due = archive_calendar.due_date(self.period, last, self.due_day)
        return {
            "rule_id": self.id,
            "company_id": company.id,
            "outlet_id": outlet.id,
            "source": self.source,
            "period": self.period,
            "date_from": first,
            "date_to": last,
            "due_date": due,
            "remind_date": archive_calendar.remind_from(due, self.remind_days),
        }
