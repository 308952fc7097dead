from collections import defaultdict
from dataclasses import dataclass, field

from odoo import api, fields, models
from odoo.fields import Command

from ...tools import installed_base
from ...tools.installed_base import NEW, RETURNED, Life

# What holds for a unit holds for all that is built into it.
SHARED = ("state", "partner_id", "site_partner_id", "returned_date")


@dataclass
class Fate:
    """What goods that moved make of one unit: one on file, or one to make.

    ``kit_line`` is the sale line of the kit that the goods went out for, if any.
    """

    product: models.Model
    lot: models.Model
    unit: models.Model
    kit_line: models.Model
    before: Life = Life()
    after: Life = Life()
    crossings: list = field(default_factory=list)
    changes: tuple = ()
    parent_id: int | bool = False

    def follow(self) -> None:
        self.after, self.changes = installed_base.follow(self.before, self.crossings)

    @property
    def is_sold(self) -> bool:
        return any(change.how == installed_base.SOLD for change in self.changes)


class AftersalesEquipment(models.Model):
    """Goods that leave make units or revive them, goods that come back end them."""

    _inherit = "aftersales.equipment"

    delivery_move_id = fields.Many2one(
        "stock.move",
        string="Delivered By",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    @api.model
    def _follow_lines(self, lines, source: str):
        """Follow done move lines of one company, given in the order of time.

        A number has one unit, whatever became of it; goods without one make a unit for
        each piece. Costs the same number of queries for one line and for a thousand.
        """
        numbered = lines.filtered(lambda line: line._is_serial())
        pieces = lines - numbered
        fates = self._get_numbered_fates(numbered) + self._get_piece_fates(pieces)
        for fate in fates:
            fate.follow()
        # Goods that only came back, of a sale before our time, make no unit.
        fates = [fate for fate in fates if fate.after.state != NEW]
        self._place_in_kits(fates, source)
        made = self._make_units([fate for fate in fates if not fate.unit], source)
        kept = self._move_units([fate for fate in fates if fate.unit])
        self._end_pieces(pieces)
        made._record_built_parts()
        (made | kept).sale_line_id._fill_unit_invoice_dates()
        return made | kept

    # -- what happened ----------------------------------------------------------------

    @api.model
    def _get_numbered_fates(self, lines) -> list[Fate]:
        units = self._get_units_of_lots(lines.lot_id)
        lives = self._get_lives(units.values())
        in_repair = self._get_lots_in_repair(lines.lot_id)
        fates: dict[tuple, Fate] = {}
        for line in lines:
            lot = line.lot_id
            key = (lot.product_id.id, lot.name)
            unit = units.get(key, self.browse())
            crossing = line._prepare_crossing()
            if not crossing.outward and lot in in_repair:
                continue  # it stays the customer's
            if crossing.outward and not (unit or lot.product_id.is_serviced):
                continue
            fate = fates.setdefault(
                key,
                Fate(
                    lot.product_id,
                    lot,
                    unit,
                    line._get_kit_line(),
                    before=lives.get(unit, Life()),
                ),
            )
            fate.crossings.append(crossing)
            if crossing.outward:
                fate.kit_line = line._get_kit_line()
        return list(fates.values())

    @api.model
    def _get_piece_fates(self, lines) -> list[Fate]:
        return [
            Fate(
                line.product_id,
                line.lot_id,
                self.browse(),
                line._get_kit_line(),
                crossings=[line._prepare_crossing()],
            )
            for line in lines
            if line.product_id.is_serviced and line.location_dest_id.usage == "customer"
            for _piece in range(line._count_pieces())
        ]

    @api.model
    def _get_units_of_lots(self, lots) -> dict:
        """Units by (product, number), also where the number was typed by hand."""
        names = lots.mapped("name")
        units = self.with_context(active_test=False).search(
            [
                ("company_id", "=", self.env.company.id),
                "|",
                ("lot_id", "in", lots.ids),
                *("&", ("product_id", "in", lots.product_id.ids)),
                ("serial", "in", names),
            ],
            # The last one put in the dictionary stays: an active one, the newest.
            order="active, id",
        )
        return {
            (unit.product_id.id, unit.lot_id.name or unit.serial): unit
            for unit in units.with_context(active_test=True)
        }

    @api.model
    def _get_lives(self, units) -> dict:
        """Where units stand; for those with us, who gave them back."""
        units = self.browse().union(*units)
        returned = units.filtered(lambda unit: unit.state == RETURNED)
        owners = self.env["aftersales.equipment.owner"].search(
            [
                ("equipment_id", "in", returned.ids),
                ("how", "!=", installed_base.CAME_BACK),
            ],
            order="date_from, id",
        )
        former = {row.equipment_id: row.partner_id for row in owners}
        none = self.env["res.partner"]
        return {
            unit: Life(
                state=unit.state,
                customer=unit.partner_id.commercial_partner_id.id or None,
                site=unit.site_partner_id.id or None,
                sale_line=unit.sale_line_id.id or None,
                move=unit.delivery_move_id.id or None,
                delivered=unit.delivery_date or None,
                returned=unit.returned_date or None,
                former=former.get(unit, none).commercial_partner_id.id or None,
            )
            for unit in units
        }

    @api.model
    def _get_lots_in_repair(self, lots):
        """Numbers that come in to be repaired, by an open repair order of the host."""
        return (
            self.env["repair.order"]
            .search(
                [("lot_id", "in", lots.ids), ("state", "not in", ("done", "cancel"))]
            )
            .lot_id
        )

    # -- what it makes of units -------------------------------------------------------

    @api.model
    def _make_units(self, fates: list[Fate], source: str):
        # Who ships goods does not follow each unit of them.
        return self.with_context(mail_create_nosubscribe=True).create(
            [
                {
                    "source": source,
                    "company_id": self.env.company.id,
                    "product_id": fate.product.id,
                    "lot_id": fate.lot.id,
                    "parent_id": fate.parent_id,
                    "owner_history": [
                        Command.create(row)
                        for row in self._prepare_owner_rows(fate.changes)
                    ],
                    **self._prepare_life_vals(fate.after),
                    **self._prepare_price_vals(fate),
                }
                for fate in fates
            ]
        )

    @api.model
    def _move_units(self, fates: list[Fate]):
        """Units on file; those that fare alike are written at once."""
        every = self.browse().union(*(fate.unit for fate in fates))
        groups: dict[tuple, list[int]] = defaultdict(list)
        for fate in fates:
            vals = self._prepare_move_vals(fate, every)
            groups[tuple(vals.items()), fate.changes].append(fate.unit.id)
        for (items, changes), unit_ids in groups.items():
            units, vals = self.browse(unit_ids), dict(items)
            if changes:
                components = units._with_components() - every
                rows = self._prepare_owner_rows(changes)
                (units | components)._add_owners(changes[0].day, rows)
                components.write({name: vals[name] for name in SHARED})
            if vals:
                units.write(vals)
            if changes and vals["state"] == RETURNED:
                units._end_customer(vals["returned_date"])
        return every

    @api.model
    def _prepare_move_vals(self, fate: Fate, moved) -> dict:
        """What changes of a unit on file; ``moved`` are all that move with it."""
        unit, after = fate.unit, fate.after
        vals = {} if unit.lot_id else {"lot_id": fate.lot.id}
        if fate.is_sold:
            vals |= self._prepare_life_vals(after)
            vals |= self._prepare_resale_vals() | self._prepare_price_vals(fate)
            vals["active"] = True
            if fate.parent_id or unit.parent_id not in moved:
                vals["parent_id"] = fate.parent_id
        elif fate.changes:
            vals |= self._prepare_shared_vals(after)
        elif after != fate.before:
            vals |= self._prepare_life_vals(after)
            vals |= {} if unit.price else self._prepare_price_vals(fate)
            # The customer's own contact, typed by hand, stays.
            vals["partner_id"] = unit.partner_id.id
        return vals

    @api.model
    def _prepare_owner_rows(self, changes) -> list[dict]:
        ends = [change.day for change in changes[1:]] + [False]
        us = self.env.company.partner_id.id
        return [
            {
                "partner_id": us
                if change.how == installed_base.CAME_BACK
                else change.customer,
                "date_from": change.day,
                "date_to": end,
                "how": change.how,
            }
            for change, end in zip(changes, ends, strict=True)
            # Goods sold to nobody known have no owner until one registers.
            if change.customer or change.how == installed_base.CAME_BACK
        ]

    @api.model
    def _prepare_shared_vals(self, life: Life) -> dict:
        return {
            "state": life.state,
            "partner_id": life.customer or False,
            "site_partner_id": life.site or False,
            "returned_date": life.returned or False,
        }

    @api.model
    def _prepare_life_vals(self, life: Life) -> dict:
        return {
            **self._prepare_shared_vals(life),
            "sale_line_id": life.sale_line or False,
            "delivery_move_id": life.move or False,
            "delivery_date": life.delivered or False,
        }

    @api.model
    def _prepare_resale_vals(self) -> dict:
        """What a new sale begins anew: nothing of the old one's promise is left."""
        return {
            "invoice_date": False,
            "acceptance_date": False,
            "first_use_date": False,
            "warranty_end_date": False,
            "warranty_lost_on": False,
        }

    @api.model
    def _prepare_price_vals(self, fate: Fate) -> dict:
        line = self.env["sale.order.line"].browse(fate.after.sale_line or ())
        # What a component cost is in the price of its kit.
        return {"price": 0.0 if fate.kit_line else line._get_unit_price_paid()}
