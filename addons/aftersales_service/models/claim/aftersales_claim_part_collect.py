from odoo import api, fields, models

from ...tools import charging


class AftersalesClaimPart(models.Model):
    """Where causal parts come from: stock moves of repairs, many at a time."""

    _inherit = "aftersales.claim.part"

    @api.model
    def _collect(self, moves):
        """Make a causal part of each stock move, with its supplier and its cost.

        Few queries, however many moves there are.
        """
        failed_lots = self._get_failed_lots(moves)
        labour = self._get_labour(moves.aftersales_order_id)
        vendors = self._get_vendors(moves.product_id, moves.company_id)
        vals_list = []
        for move in moves:
            failed = failed_lots.get(move, move.lot_ids.browse())
            order = move.aftersales_order_id
            vals_list.append(
                {
                    "part_move_id": move.id,
                    "replaced_date": fields.Datetime.context_timestamp(
                        self, move.date
                    ).date(),
                    "lot_id": failed.id,
                    "part_cost": abs(move.value),
                    "labour_cost": move.company_id.currency_id.round(
                        labour.get(order, 0.0) / len(order.part_move_ids)
                    ),
                    "defect_note": order.cause_id.name,
                    **self._find_supplier(
                        failed,
                        move.lot_ids,
                        vendors.get((move.company_id, move.product_id)),
                    ),
                }
            )
        return self.create(vals_list)

    @api.model
    def _find_supplier(self, failed, fitted, vendor) -> dict:
        """Whose part it was: by the number that failed, else by the one put in (the
        same part, most likely from the same maker), else by the product."""
        for source, lots in (("receipt", failed), ("fitted", fitted)):
            known = lots.filtered("aftersales_supplier_id")[:1]
            if known:
                return {
                    "supplier_id": known.aftersales_supplier_id.id,
                    "supplier_source": source,
                    # When the failed part came is not known from the other one.
                    "received_date": source == "receipt"
                    and known.aftersales_received_date,
                }
        if vendor:
            return {
                "supplier_id": vendor.commercial_partner_id.id,
                "supplier_source": "vendor",
            }
        return {}

    @api.model
    def _get_failed_lots(self, moves) -> dict:
        """Numbers whose place the parts took: {move: lot}.

        The unit's own parts know; else the number the same repair took out.
        """
        rows = self.env["stock.move.line"]._read_group(
            [
                ("move_id.repair_id", "in", moves.repair_id.ids),
                ("move_id.repair_line_type", "in", ("remove", "recycle")),
                ("lot_id", "!=", False),
                ("state", "=", "done"),
            ],
            ["move_id", "product_id", "lot_id"],
        )
        taken = {(move.repair_id, product): lot for move, product, lot in rows}
        failed = {
            move: taken[move.repair_id, move.product_id]
            for move in moves
            if (move.repair_id, move.product_id) in taken
        }
        known = self.env["aftersales.equipment.part"].search(
            [("move_id", "in", moves.ids), ("replaces_id.lot_id", "!=", False)]
        )
        return failed | {part.move_id: part.replaces_id.lot_id for part in known}

    @api.model
    def _get_labour(self, orders) -> dict:
        """Labour and travel that the customer did not pay: {order: amount}."""
        return dict(
            self.env["aftersales.order.line"]._read_group(
                [
                    ("order_id", "in", orders.ids),
                    ("coverage", "in", (charging.COVERED, charging.GOODWILL)),
                ],
                ["order_id"],
                ["amount:sum"],
            )
        )

    @api.model
    def _get_vendors(self, products, companies) -> dict:
        """First vendor of each product: {(company, product): partner}."""
        infos = self.env["product.supplierinfo"].search(
            [
                ("product_tmpl_id", "in", products.product_tmpl_id.ids),
                ("company_id", "in", [False, *companies.ids]),
            ],
            order="sequence, id",
        )
        vendors: dict = {}
        for info in infos:
            for product in info.product_id or products.filtered(
                lambda product, info=info: (
                    product.product_tmpl_id == info.product_tmpl_id
                )
            ):
                for company in info.company_id or companies:
                    vendors.setdefault((company, product), info.partner_id)
        return vendors

    def _assign_claims(self):
        """Put parts whose supplier is known on a draft claim of his.

        What is after his term, or not worth anything, is left on the list.

        :return: the claims
        """
        owed = self.filtered(
            lambda part: not part.claim_id and part.supplier_id and part.expected_amount
        )
        Claim = self.env["aftersales.claim"]
        drafts = Claim.search(
            [
                ("kind", "=", "supplier"),
                ("state", "=", "draft"),
                ("partner_id", "in", owed.supplier_id.ids),
                ("company_id", "in", owed.company_id.ids),
            ]
        ).grouped(lambda claim: (claim.company_id, claim.partner_id))
        groups = owed.grouped(lambda part: (part.company_id, part.supplier_id))
        new = Claim.create(
            [
                {
                    "kind": "supplier",
                    "company_id": company.id,
                    "partner_id": supplier.id,
                    "reason": self.env._("Parts that failed within our warranty."),
                }
                for company, supplier in groups
                if (company, supplier) not in drafts
            ]
        ).grouped(lambda claim: (claim.company_id, claim.partner_id))
        claims = Claim
        for key, parts in groups.items():
            claim = drafts.get(key, new.get(key))[:1]
            parts.claim_id = claim
            claims |= claim
        return claims
