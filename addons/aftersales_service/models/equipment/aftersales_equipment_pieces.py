from collections import defaultdict

from odoo import api, models

from ...tools import installed_base
from ...tools.installed_base import IN_USE


class AftersalesEquipment(models.Model):
    """Goods without a number: kits that hold components, pieces that come back."""

    _inherit = "aftersales.equipment"

    @api.model
    def _place_in_kits(self, fates: list, source: str) -> None:
        """Name the kit that components went out for, and open the kits missing.

        Deliveries may come one by one: a kit on file that lacks a component gets it.
        """
        by_line: dict = defaultdict(lambda: defaultdict(list))
        for fate in fates:
            is_out = fate.after.state == IN_USE and fate.is_sold
            if is_out and fate.kit_line.product_id.is_serviced:
                by_line[fate.kit_line][fate.product].append(fate)
        if not by_line:
            return
        on_file = self._get_kits([line.id for line in by_line])
        places, to_open = [], []
        for line, by_product in by_line.items():
            kits = on_file.get(line, self.browse())
            missing = 0
            for product, group in by_product.items():
                indexes = installed_base.deal(
                    len(group),
                    line._count_in_kit(product),
                    [kit._count_components(product) for kit in kits],
                )
                missing = max(missing, max(indexes) + 1 - len(kits))
                places += zip(group, indexes, strict=True)
            to_open += [self._prepare_kit_vals(line, group[0].after, source)] * missing
        opened = self.with_context(mail_create_nosubscribe=True).create(to_open)
        opened = opened.grouped("sale_line_id")
        for fate, index in places:
            line, none = fate.kit_line, self.browse()
            kits = on_file.get(line, none) + opened.get(line, none)
            fate.parent_id = kits[index].id

    @api.model
    def _get_kits(self, line_ids: list[int]) -> dict:
        """Kits on file by sale line, in the order they were opened."""
        units = self.search(
            [("sale_line_id", "in", line_ids), ("state", "=", IN_USE)], order="id"
        )
        kits = units.filtered(
            lambda unit: unit.product_id == unit.sale_line_id.product_id
        )
        return kits.grouped("sale_line_id")

    def _count_components(self, product) -> int:
        self.ensure_one()
        return len(self.child_ids.filtered(lambda unit: unit.product_id == product))

    @api.model
    def _prepare_kit_vals(self, line, life, source: str) -> dict:
        return {
            "source": source,
            "company_id": self.env.company.id,
            "product_id": line.product_id.id,
            **self._prepare_life_vals(life),
            "price": line._get_unit_price_paid(),
        }

    @api.model
    def _end_pieces(self, lines) -> None:
        """Pieces without a number that came back: of the same sale, newest first.

        Which piece came back nobody can say; one whose serial was typed since stays.
        """
        lines = lines.filtered(lambda line: line.location_id.usage == "customer")
        if not lines:
            return
        moves = lines.move_id
        candidates = self.search(
            [
                ("company_id", "=", self.env.company.id),
                ("product_id", "in", lines.product_id.ids),
                ("state", "=", IN_USE),
                ("serial", "in", (False, "")),
                "|",
                ("sale_line_id", "in", moves.sale_line_id.ids),
                ("delivery_move_id", "in", moves.origin_returned_move_id.ids),
            ],
            order="id desc",
        )
        ended: dict = defaultdict(self.browse)
        for line in lines:
            fitting = candidates.filtered(line._may_be_piece)
            back = fitting[: line._count_pieces()]
            candidates -= back
            ended[line._prepare_crossing().day] |= back
        for day, units in ended.items():
            units._end_customer(day)
