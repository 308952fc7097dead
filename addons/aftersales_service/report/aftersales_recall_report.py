import pytz

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.ledger_sheet import Column, LedgerSheet, open_book
from ..tools.qr import qr_data_uri

BATCH = 2000
# Columns of the sheet of units: field, kind, width.
UNIT_COLUMNS = (
    ("product_id", "text", 26),
    ("serial", "text", 18),
    ("quantity", "count", 9),
    ("place", "text", 14),
    ("region_id", "text", 16),
    ("outlet_id", "text", 20),
    ("state", "text", 12),
    ("answer", "text", 18),
    ("notified_at", "datetime", 0),
    ("answered_at", "datetime", 0),
    ("order_id", "text", 16),
    ("done_at", "datetime", 0),
    ("done_note", "text", 24),
)


class AftersalesRecall(models.Model):
    """The file for the authority: by region, then unit by unit, without persons."""

    _name = "aftersales.recall"
    _inherit = ["aftersales.recall", "aftersales.export.mixin"]

    def action_export_report(self):
        """Hand over to the controller, which streams the file."""
        self.ensure_one()
        self._check_export_right()
        return {
            "type": "ir.actions.act_url",
            "url": f"/aftersales/recall/{self.id}/report.xlsx",
            "target": "download",
        }

    def _check_export_right(self) -> None:
        self._check_step_role("report")
        return super()._check_export_right()

    def _get_report_name(self) -> str:
        return f"recall_{self.name.replace('/', '-')}.xlsx"

    def _write_report(self, file) -> int:
        """Write the workbook into ``file`` and say how many units it lists."""
        self.ensure_one()
        book = open_book(file)
        self._write_regions(book)
        count = self._write_units(book)
        book.close()
        return count

    def _get_head_lines(self) -> list[str]:
        kind = dict(self._fields["kind"]._description_selection(self.env))
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        lines = [
            f"{kind[self.kind]} {self.name}: {self.title}",
            self.company_id.name,
            self.env._(
                "Authority: %(authority)s, reference %(reference)s",
                authority=self.authority or "–",
                reference=self.authority_reference or "–",
            ),
        ]
        if self.authority_reported_date:
            lines.append(
                self.env._(
                    "Reported on %(day)s",
                    day=format_date(self.env, self.authority_reported_date),
                )
            )
        lines += filter(None, (self.defect, self.hazard, self.remedy))
        lines.append(
            self.env._(
                "As of %(moment)s",
                moment=f"{format_date(self.env, now.date())} {now:%H:%M}",
            )
        )
        return lines

    def _write_regions(self, book) -> None:
        sheet = LedgerSheet(
            book,
            self.env._("By Region"),
            [
                Column(self.env._("Region"), "text", 26),
                Column(self.env._("Units"), "count", 10),
                Column(self.env._("In Our Hands"), "count", 12),
                Column(self.env._("Reached"), "count", 10),
                Column(self.env._("Not Reached"), "count", 12),
                Column(self.env._("Done"), "count", 10),
                Column(self.env._("To Do"), "count", 10),
            ],
        )
        sheet.write_head(self._get_head_lines())
        for region, *counts in self._count_by_region():
            sheet.write_row([region or self.env._("No region"), *counts])
        sheet.close(self.env._("Total"))

    def _count_by_region(self) -> list[tuple]:
        """(region, units, in house, reached, not reached, done, to do), one query."""
        counts: dict = {}
        for region, state, is_in_house, count in self.env[
            "aftersales.recall.line"
        ]._read_group(
            [("recall_id", "=", self.id)],
            ["region_id", "state", "is_in_house"],
            ["__count"],
        ):
            row = counts.setdefault(region.sudo().name, [0] * 6)
            is_reached = state not in ("found", "unreachable")
            row[0] += count
            row[1] += count * is_in_house
            row[2] += count * (not is_in_house and is_reached)
            row[3] += count * (not is_in_house and not is_reached)
            row[4] += count * (state == "done")
            row[5] += count * (state != "done")
        return sorted(
            ((region, *row) for region, row in counts.items()),
            key=lambda row: (not row[0], row[0] or ""),
        )

    def _write_units(self, book) -> int:
        Line = self.env["aftersales.recall.line"]
        titles = Line.fields_get(attributes=["string"])
        sheet = LedgerSheet(
            book,
            self.env._("Units"),
            [
                Column(titles[name]["string"], kind, width)
                for name, kind, width in UNIT_COLUMNS
            ],
        )
        sheet.write_head([self.display_name])
        zone = pytz.timezone(self.env.context.get("tz") or self.env.user.tz or "UTC")
        labels = {
            name: dict(Line._fields[name]._description_selection(self.env))
            for name in ("place", "state", "answer")
        }
        for lines in self._iter_lines():
            for line in lines:
                sheet.write_row(
                    [
                        line._get_report_cell(name, kind, labels, zone)
                        for name, kind, _width in UNIT_COLUMNS
                    ]
                )
        sheet.close(self.env._("Total"))
        return sheet.row_count

    def _iter_lines(self):
        """Units in batches, the cache emptied between them, so that memory stays."""
        Line = self.env["aftersales.recall.line"]
        names = [name for name, _kind, _width in UNIT_COLUMNS]
        behind = 0
        recall_id = self.id
        while lines := Line.search_fetch(
            [("recall_id", "=", recall_id), ("id", ">", behind)],
            names,
            order="id",
            limit=BATCH,
        ):
            behind = lines[-1].id
            yield lines
            self.env.invalidate_all(flush=False)

    def _log_report(self, count: int) -> None:
        """Leave a lasting trace of who took the list away."""
        self._trace_export(f"{count} units of recall {self.name}")
        self.message_post(
            body=self.env._(
                "Report for the authority exported: %(count)d units.", count=count
            )
        )


class AftersalesRecallLine(models.Model):
    _inherit = "aftersales.recall.line"

    def _get_report_cell(self, name, kind, labels, zone):
        """Value of a cell, None where there is nothing to say."""
        value = self[name]
        if kind == "datetime":
            # A spreadsheet knows no time zones.
            local = value and pytz.utc.localize(value).astimezone(zone)
            return local.replace(tzinfo=None) if local else None
        if name in labels:
            return labels[name].get(value)
        if isinstance(value, models.BaseModel):
            return value.sudo().display_name or None
        return value or None


class ReportRecallNotice(models.AbstractModel):
    """The notice of a recall on paper: for the counter, the shop window."""

    _name = "report.aftersales_service.report_recall_notice"
    _description = "Recall Notice"

    @api.model
    def _get_report_values(self, docids, data=None):
        recalls = self.env["aftersales.recall"].browse(docids)
        recalls.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.recall",
            "docs": recalls,
            # Empty: the letterhead formats addresses by it.
            "orders": self.env["aftersales.order"],
            "qr_data_uri": qr_data_uri,
        }


class ReportRecallLetter(models.AbstractModel):
    """Letters of a wave, each with the code of its answer page."""

    _name = "report.aftersales_service.report_recall_letter"
    _description = "Recall Letter"

    @api.model
    def _get_report_values(self, docids, data=None):
        notices = self.env["aftersales.recall.notice"].browse(docids)
        notices.check_access("read")
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.recall.notice",
            "docs": notices,
            "orders": self.env["aftersales.order"],
            "qr_data_uri": qr_data_uri,
        }
