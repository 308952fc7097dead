from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import settlement_flow

BATCH = 50
REMINDER = "aftersales_service.mail_template_settlement_reminder"


class AftersalesSettlement(models.Model):
    """What the outlet reads and answers, and its clock."""

    _inherit = "aftersales.settlement"

    _page_path = "/my/settlements"

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.display_name.replace("/", "-").replace(" · ", " ")

    @api.model
    def _get_shown_domain(self) -> Domain:
        """What the outlets of this user read; drafts are head office's own."""
        outlets = self.env.user._get_outlets()
        return Domain("outlet_id", "in", outlets.ids) & Domain(
            "state", "in", settlement_flow.SHOWN_STATES
        )

    # -- telling ------------------------------------------------------------------
    def _tell_outlets(self, template: str) -> None:
        """One mail for each outlet that can be reached, all of them queued at once.

        :param template: external id
        """
        reachable = self.filtered(lambda row: row._get_mail_partners())
        if reachable:
            self.env.ref(template).send_mail_batch(reachable.ids)

    def _get_mail_partners(self):
        self.ensure_one()
        return self.outlet_id._get_mail_partners()

    def _get_mail_partner_ids(self) -> str:
        return self.outlet_id._get_mail_partner_ids()

    # -- the clock ----------------------------------------------------------------
    @api.model
    def _cron_answers(self) -> None:
        """Remind the outlets whose clock runs out, take silence for a yes after it."""
        cron = self.env["ir.cron"]
        for work in (self._remind_batch, self._confirm_silent_batch):
            while done := work(BATCH):
                if not cron._commit_progress(done):
                    return

    @api.model
    def _remind_batch(self, limit: int) -> int:
        due = self.search(
            [
                ("state", "=", "sent"),
                ("remind_date", "<=", fields.Date.context_today(self)),
                ("reminded_at", "=", False),
            ],
            limit=limit,
        ).try_lock_for_update()
        due.write({"reminded_at": fields.Datetime.now()})
        due._tell_outlets(REMINDER)
        return len(due)

    @api.model
    def _confirm_silent_batch(self, limit: int) -> int:
        """Nobody is taken at his silence who was not told of it before."""
        silent = self.search(
            [
                ("state", "=", "sent"),
                ("due_date", "<", fields.Date.context_today(self)),
                ("reminded_at", "!=", False),
            ],
            limit=limit,
        ).try_lock_for_update()
        silent._confirm(is_tacit=True)
        silent._message_log_batch(
            bodies={
                row.id: self.env._("Confirmed by silence: there was no answer in time.")
                for row in silent
            }
        )
        return len(silent)

    # -- the statement --------------------------------------------------------------
    def _get_statement_rows(self) -> list[dict]:
        """Lines as the statement shows them, by order; the words of the visit stand
        with its first line. Whoever may read the settlement may read these."""
        self.ensure_one()
        lines = self.sudo().line_ids.sorted(
            lambda line: (line.day or self.date_to, line.order_id.id, line.id)
        )
        signed = lines.dispatch_id._get_signed_ids()
        seen: set = set()
        rows = []
        for line in lines:
            visit = line.dispatch_id
            is_first = visit.id not in seen
            if visit:
                seen.add(visit.id)
            rows.append(
                {
                    "line": line,
                    "visit": visit,
                    "is_first": bool(visit) and is_first,
                    "is_signed": visit.id in signed,
                }
            )
        return rows

    def _get_kind_totals(self) -> list[dict]:
        """Sums by kind of line, in the order of the kinds."""
        self.ensure_one()
        Line = self.env["aftersales.settlement.line"].sudo()
        labels = Line._fields["kind"]._description_selection(self.env)
        sums: dict = defaultdict(float)
        for kind, amount in Line._read_group(
            [("settlement_id", "=", self.id)], ["kind"], ["amount:sum"]
        ):
            sums[kind] += amount
        return [
            {"label": label, "amount": sums[kind]}
            for kind, label in labels
            if kind in sums
        ]
