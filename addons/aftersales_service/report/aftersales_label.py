from odoo import api, models

from ..models.equipment.aftersales_label_format import A4_WIDTH
from ..tools.label_sheet import lay_out
from ..tools.qr import qr_data_uri

# Millimetres of each label that stay white: no printer hits the edge.
PADDING = 2.0
CODE_SHARE = 0.4
GAP = 0.03
# A little less than the paper, so that rounding begins no sheet more; see the template.
SHEET_HEIGHT = 1.41 * A4_WIDTH


class ReportLabel(models.AbstractModel):
    """Values of the sheets of QR labels."""

    _name = "report.aftersales_service.report_label"
    _description = "QR Labels"

    @api.model
    def _get_report_values(self, docids, data=None):
        wizards = self.env["aftersales.label.sheet"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.label.sheet",
            "docs": wizards,
            "get_sheets": self._get_sheets,
        }

    @api.model
    def _get_sheets(self, wizard) -> list[list[dict]]:
        """Labels sheet by sheet, each with its place on the sheet."""
        # In the order of the numbers, as the goods stand in the store.
        units = wizard.equipment_ids.sorted(lambda unit: unit.serial or unit.name)
        labels = [
            self._prepare_label(unit)
            for unit in units
            for _copy in range(wizard.copies)
        ]
        paper = wizard.format_id
        sheets = lay_out(
            labels, paper.row_count, paper.column_count, wizard.first_position
        )
        return [
            [
                {**label, **self._place_label(paper, row, column)}
                for row, cells in enumerate(sheet)
                for column, label in enumerate(cells)
                if label
            ]
            for sheet in sheets
        ]

    @api.model
    def _place_label(self, paper, row: int, column: int) -> dict:
        """Styles in percent: of the sheet, and of the label for its code."""
        left = paper.margin_left + column * paper.label_width
        top = paper.margin_top + row * paper.label_height
        place = {
            "left": (left + PADDING) / A4_WIDTH,
            "top": (top + PADDING) / SHEET_HEIGHT,
            "width": (paper.label_width - 2 * PADDING) / A4_WIDTH,
            "height": (paper.label_height - 2 * PADDING) / SHEET_HEIGHT,
        }
        # The code is as high as the label, and leaves most of it to the words.
        code = min(
            (paper.label_height - 2 * PADDING) / (paper.label_width - 2 * PADDING),
            CODE_SHARE,
        )
        return {
            "place": "; ".join(f"{name}: {share:.3%}" for name, share in place.items()),
            "code_place": f"width: {code:.3%}",
            "words_place": f"left: {code + GAP:.3%}",
        }

    @api.model
    def _prepare_label(self, unit) -> dict:
        return {
            "company": unit.company_id.name,
            "phone": unit.company_id.phone or "",
            "model": unit.product_id.display_name,
            "serial": unit.serial or unit.name,
            "code": qr_data_uri(unit._get_page_url()),
        }
