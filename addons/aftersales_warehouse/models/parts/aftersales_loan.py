from odoo import fields, models


class AftersalesLoan(models.Model):
    """A unit of the pool is kept for an order before it is lent."""

    _inherit = "aftersales.loan"

    is_reserved = fields.Boolean(
        string="Reserved", readonly=True, copy=False, tracking=True
    )

    _reserved_once = models.UniqueIndex(
        "(lot_id) WHERE is_reserved AND state = 'draft' AND lot_id IS NOT NULL",
        "This serial number is reserved for another order already.",
    )

    def action_reserve(self):
        """Keep the unit for this order; nobody else lends it meanwhile."""
        self._check_step_role("lend")
        self._check_step_possible("lend")
        self._refuse(self._get_missing_fields("lot_id", "lend"))
        self._refuse(self._get_stock_problems())
        self.is_reserved = True

    def action_unreserve(self):
        self._check_step_role("lend")
        self.is_reserved = False

    def _get_stock_problems(self) -> list[str]:
        problems = super()._get_stock_problems()
        taken = self.sudo().search(
            [
                ("is_reserved", "=", True),
                ("state", "=", "draft"),
                ("lot_id", "in", self.lot_id.ids),
                ("id", "not in", self.ids),
            ]
        )
        by_lot = {loan.lot_id: loan for loan in taken}
        return problems + [
            self.env._(
                "%(loan)s: %(unit)s is reserved for %(order)s (%(other)s). Choose "
                "another unit, or release that one first.",
                loan=loan.display_name,
                unit=loan._get_unit_name(),
                order=by_lot[loan.lot_id].order_id.name,
                other=by_lot[loan.lot_id].name,
            )
            for loan in self
            if loan.lot_id in by_lot
        ]
