from io import BytesIO

from odoo import models

from ..tools.ledger_sheet import Column, LedgerSheet


class AftersalesSettlement(models.Model):
    """The statement as a spreadsheet."""

    _inherit = "aftersales.settlement"

    def action_export(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/settlements/{self.id}/sheet",
            "target": "self",
        }

    def _get_sheet(self) -> bytes:
        """The lines in typed cells; who may read the settlement may read them."""
        self.ensure_one()
        doc = self.sudo()
        file = BytesIO()
        sheet = LedgerSheet(file, doc.name.replace("/", "-"), doc._get_sheet_columns())
        sheet.write_head(
            [
                doc.display_name,
                doc.outlet_id.display_name,
                self.env._(
                    "Amounts in %(currency)s before tax", currency=doc.currency_id.name
                ),
            ]
        )
        opinions = dict(
            self.env["aftersales.dispatch"]
            ._fields["opinion"]
            ._description_selection(self.env)
        )
        kinds = dict(doc.line_ids._fields["kind"]._description_selection(self.env))
        for row in doc._get_statement_rows():
            line, visit = row["line"], row["visit"]
            signed = self.env._("yes") if row["is_signed"] else self.env._("no")
            sheet.write_row(
                [
                    str(line.day or ""),
                    line.order_id.name or "",
                    visit.name or "",
                    signed if visit else "",
                    opinions.get(visit.opinion, ""),
                    visit.work_done or "",
                    kinds[line.kind],
                    line.reason or "",
                    line.amount,
                ]
            )
        sheet.close(self.env._("Total"))
        return file.getvalue()

    def _get_sheet_columns(self) -> list[Column]:
        return [
            Column(self.env._("Date"), "text", 12),
            Column(self.env._("Order"), "text"),
            Column(self.env._("Visit"), "text"),
            Column(self.env._("Customer Signed"), "text", 10),
            Column(self.env._("Opinion"), "text"),
            Column(self.env._("Work"), "text", 30),
            Column(self.env._("For"), "text"),
            Column(self.env._("Why"), "text", 40),
            Column(self.env._("Amount"), "money"),
        ]
