from odoo import api, fields, models

from ...tools import stocktake_flow

SHEET = "aftersales_warehouse.action_report_stocktake"
# A longer sheet is printed without the lines that agree.
PAPER_LINES = 2000


class AftersalesStocktake(models.Model):
    """The sheet on paper, and how it gets to head office (R237, R238).

    It is printed in the background: a step waits for no printer, and a killed run
    leaves its sheet to be sent.
    """

    _inherit = "aftersales.stocktake"

    is_sheet_due = fields.Boolean(string="Sheet to Be Sent", readonly=True, copy=False)

    def _get_copies(self) -> list[str]:
        """Titles of the three copies (R237); a sheet to count with needs one."""
        self.ensure_one()
        if self.state not in stocktake_flow.COUNTED:
            return [self.env._("For counting")]
        return [
            self.env._("Copy 1 of 3: warehouse"),
            self.env._("Copy 2 of 3: finance"),
            self.env._("Copy 3 of 3: department head"),
        ]

    def _get_paper_lines(self):
        """Lines of the paper: all of them, or of a long sheet those that matter."""
        self.ensure_one()
        lines = self.sudo().line_ids
        if self.line_count <= PAPER_LINES or self.state not in stocktake_flow.COUNTED:
            return lines
        return lines.search(
            [
                ("stocktake_id", "=", self.id),
                "|",
                ("has_difference", "=", True),
                ("status", "=", "open"),
            ]
        )

    # -- head office -------------------------------------------------------------------

    def _find_approvers(self):
        self.ensure_one()
        role = self._find_role("head_office")
        return role._find_signers(self.company_id) if role else self.env["res.users"]

    def _send_to_head_office(self) -> None:
        """Whoever approves is told, and gets the sheet."""
        for record in self.sudo():
            for user in record._find_approvers()[:1]:
                record.activity_schedule(
                    "aftersales_warehouse.activity_type_stocktake",
                    date_deadline=record.due_date or fields.Date.context_today(self),
                    summary=self.env._("Approve the stocktake"),
                    user_id=user.id,
                )
        self._order_sheet()

    def _order_sheet(self) -> None:
        self.sudo().is_sheet_due = True
        self.env.ref("aftersales_warehouse.ir_cron_send_stocktakes").sudo()._trigger()

    @api.model
    def _cron_send(self) -> None:
        """Send the sheets that are due, one after the other."""
        cron = self.env["ir.cron"]
        due = self.search([("is_sheet_due", "=", True)], order="id")
        cron._commit_progress(remaining=len(due))
        for record in due:
            if record.try_lock_for_update(allow_referencing=True):
                record._send_sheet()
            if not cron._commit_progress(1):
                return

    def _send_sheet(self) -> None:
        self.ensure_one()
        record = self.with_context(lang=self.company_id.partner_id.lang)
        content, kind = (
            record.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(SHEET, res_ids=record.ids)
        )
        name = record.name.replace("/", "-")
        record.message_post(
            body=record.env._("Stocktake sheet, verified by the finance supervisor.")
            if record.state == "verified"
            else record.env._("Stocktake sheet with what was adjusted."),
            attachments=[(f"{name}.{kind}", content)],
            partner_ids=record._find_approvers().partner_id.ids,
        )
        record.is_sheet_due = False
