from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import recall_flow, serial_range


class AftersalesRecall(models.Model):
    """What everybody may read of a recall: the public notice, and the serial check."""

    _inherit = "aftersales.recall"

    def action_publish(self):
        """Put the notice on the public page, until the recall is closed (R524)."""
        self._check_step_role("publish")
        self._refuse(
            [
                self.env._(
                    "%(recall)s: approve the recall before it is published.",
                    recall=recall.display_name,
                )
                for recall in self
                if recall.state not in recall_flow.ACTIVE_STATES
            ]
            + self._get_missing_words("publish", ["defect", "instructions"])
        )
        for recall in self.sudo():
            recall.write(
                {
                    "is_published": True,
                    "published_at": recall.published_at or fields.Datetime.now(),
                }
            )

    def action_unpublish(self):
        self._check_step_role("publish")
        self.sudo().is_published = False

    def action_open_notice(self):
        """Show the notice as everybody reads it."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self._get_notice_url()}

    def _get_notice_url(self) -> str:
        self.ensure_one()
        return f"/aftersales/notices/{self.id}"

    def _get_published(self):
        """Notices that everybody may read now."""
        return self.sudo().search(
            [
                ("is_published", "=", True),
                ("state", "in", recall_flow.ACTIVE_STATES),
            ]
        )

    def _get_notice_products(self) -> list[str]:
        """Names of what is affected, as a customer knows it."""
        rows = self.sudo().criterion_ids
        names = [
            *rows.product_ids.mapped("name"),
            *rows.product_tmpl_ids.mapped("name"),
            *rows.categ_ids.mapped("name"),
        ]
        return list(dict.fromkeys(names))

    def _get_notice_ranges(self) -> list[tuple[str, str]]:
        """First and last serial of the ranges that are meant."""
        return [
            (row.serial_from, row.serial_to)
            for row in self.sudo().criterion_ids
            if row.serial_from
        ]

    def _find_by_serial(self, serial: str):
        """Published recalls that a serial is in, on file or by its range alone.

        Says nothing of whose unit it is.
        """
        recalls = self._get_published()
        typed = serial_range.normal(serial or "")
        if not typed:
            return recalls.browse()
        Line = self.env["aftersales.recall.line"].sudo()
        listed = Line.search(
            Domain("recall_id", "in", recalls.ids)
            & Domain("state", "!=", "done")
            & Line._get_serial_domain(typed)
        )
        in_range = recalls.filtered(lambda recall: recall._has_in_range(typed))
        done = Line.search(
            Domain("recall_id", "in", in_range.ids)
            & Domain("state", "=", "done")
            & Line._get_serial_domain(typed)
        )
        return listed.recall_id | (in_range - done.recall_id)

    def _has_in_range(self, serial: str) -> bool:
        """Is a serial meant by a row that names nothing but serials and products?

        One that asks for dates or batches too cannot be answered by a serial alone.
        """
        return any(
            serial_range.contains(row._get_serial_range(), serial)
            for row in self.criterion_ids
            if row.serial_from and not row._has_other_conditions()
        )


class AftersalesRecallCriterion(models.Model):
    _inherit = "aftersales.recall.criterion"

    def _has_other_conditions(self) -> bool:
        self.ensure_one()
        return any(
            self[name]
            for name in (
                *("factory_from", "factory_to", "delivery_from", "delivery_to"),
                *("lot_ids", "component_lot_ids", "serials"),
            )
        )


class AftersalesRecallLine(models.Model):
    _inherit = "aftersales.recall.line"

    def _get_serial_domain(self, serial: str) -> Domain:
        """Rows of a serial in capitals, found by the index."""
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "UPPER(%s) = %s", SQL.identifier(alias, "serial"), serial
            )
        )
