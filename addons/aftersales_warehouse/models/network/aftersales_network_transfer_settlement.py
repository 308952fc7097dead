from odoo import fields, models


class AftersalesNetworkTransfer(models.Model):
    """Within a company outlets owe each other by analytic entries (R227, R228).

    The holder is credited with the net value, and with the haul if he paid it; the
    taker bears both. The company's stock valuation is not touched.
    """

    _inherit = "aftersales.network.transfer"

    analytic_line_ids = fields.One2many(
        "account.analytic.line",
        "aftersales_network_transfer_id",
        string="Analytic Entries",
        groups="analytic.group_analytic_accounting",
    )

    def _get_settle_problems(self) -> list[str]:
        return [
            self.env._(
                "%(transfer)s: %(outlet)s has no Analytic Account. Enter it on the "
                "outlet first.",
                transfer=transfer.name,
                outlet=outlet.name,
            )
            for transfer in self
            if not transfer.is_intercompany
            for outlet in transfer.outlet_id | transfer.dest_outlet_id
            if not outlet.analytic_account_id
        ]

    def _settle(self) -> None:
        """Between companies the sale and the purchase order are the settlement."""
        self.env["account.analytic.line"].create(
            [
                vals
                for transfer in self
                if not transfer.is_intercompany
                for vals in transfer._prepare_analytic_vals_list()
            ]
        )

    def _prepare_analytic_vals_list(self) -> list[dict]:
        self.ensure_one()
        quantity = sum(self.line_ids.mapped("received_quantity"))
        values = {
            "company_id": self.company_id.id,
            "date": fields.Date.context_today(self),
            "ref": self.name,
            "unit_amount": quantity,
            "aftersales_network_transfer_id": self.id,
        }
        names = {"giver": self.outlet_id.name, "taker": self.dest_outlet_id.name}
        given = self.env._("Aged goods given to %(taker)s", **names)
        taken = self.env._("Aged goods taken from %(giver)s", **names)
        return [
            {
                **values,
                "name": name,
                account.plan_id._column_name(): account.id,
                "amount": sign * self.amount_total,
            }
            for name, sign, account in (
                (given, 1, self.outlet_id.analytic_account_id),
                (taken, -1, self.dest_outlet_id.analytic_account_id),
            )
        ]
