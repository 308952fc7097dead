from odoo import models
from odoo.exceptions import ValidationError


class AftersalesResponsibilityMatrix(models.Model):
    """The matrix as a grid: on the screen, where a click sets a mark, and on paper."""

    _inherit = "aftersales.responsibility.matrix"

    def action_open_grid(self):
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "aftersales_responsibility_grid",
            "name": self.env._("Grid"),
            "params": {"matrix_id": self.id},
        }

    def action_load_grid(self) -> dict:
        """Everything the screen shows, in one call."""
        self.ensure_one()
        return {
            "name": self.name,
            "scheme": self.scheme_id.display_name,
            "can_write": self.has_access("write"),
            "columns": [
                {"id": column.id, "name": column.name} for column in self.column_ids
            ],
            "marks": [
                {
                    "id": mark.id,
                    "symbol": mark.symbol,
                    "name": mark.name,
                    "is_main": mark.is_main,
                }
                for mark in self.legend_id.mark_ids
            ],
            "rows": self._get_rows(),
            **self._get_grid_warnings(),
        }

    def action_set_mark(self, clause_id: int, column_id: int, mark_id: int | bool):
        """Set, change or take away one mark.

        :return: what the grid warns of afterwards
        """
        self.ensure_one()
        self.check_access("write")
        if column_id not in self.column_ids.ids or (
            mark_id and mark_id not in self.legend_id.mark_ids.ids
        ):
            raise ValidationError(
                self.env._("The matrix has been changed. Load the page again.")
            )
        cell = self.cell_ids.filtered(
            lambda one: one.clause_id.id == clause_id and one.column_id.id == column_id
        )
        if not mark_id:
            cell.unlink()
        elif cell:
            cell.mark_id = mark_id
        else:
            self.env["aftersales.responsibility"].create(
                {
                    "matrix_id": self.id,
                    "clause_id": clause_id,
                    "column_id": column_id,
                    "mark_id": mark_id,
                }
            )
        return self._get_grid_warnings()

    def _get_rows(self) -> list[dict]:
        """Clauses with the marks of each column; its id as text, as JSON has it."""
        self.ensure_one()
        cells: dict[int, dict[str, int]] = {}
        for cell in self.cell_ids:
            marks = cells.setdefault(cell.clause_id.id, {})
            marks[str(cell.column_id.id)] = cell.mark_id.id
        return [
            {
                "id": clause.id,
                "code": clause.code,
                "name": clause.name,
                "level": clause.level,
                "cells": cells.get(clause.id, {}),
            }
            for clause in self.scheme_id.clause_ids.sorted("sort_key")
        ]

    def _get_rows_by_section(self) -> list[list[dict]]:
        """The rows as tables that fit on a page: each section begins a new one.

        Indicators without marks are left out: those of the clause above hold for them.
        """
        tables: list[list[dict]] = []
        for row in self._get_rows():
            if row["level"] == "leaf" and not row["cells"]:
                continue
            if row["level"] == "section" or not tables:
                tables.append([])
            tables[-1].append(row)
        return tables

    def _get_grid_warnings(self) -> dict:
        gaps = self._get_gaps()
        return {
            "gaps": [gap.code for gap in gaps],
            "warnings": self._describe_gaps(gaps),
        }
