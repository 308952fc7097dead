from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.aftersales_service.models.flow_mixin import STEP

# More lines than this are a search, not a scan.
MAX_HITS = 20


class AftersalesStocktake(models.Model):
    """What was scanned or typed: a place, a product, a lot or serial number, or all of
    them in one GS1 code."""

    _inherit = "aftersales.stocktake"

    def action_scan(self, code: str, location_id: int | None = None) -> dict:
        """Find what a code stands for on this sheet.

        :param code: as scanned or typed
        :param location_id: place the counter stands at, if he said so
        :return: ``location`` (a place was scanned), or ``lines`` with ``quantity`` of
            the code and ``product`` (to be added where no line is found), or
            ``unknown``
        """
        self.ensure_one()
        self.check_access("read")
        code = code.strip()
        parts = self.company_id._take_code_apart(code)
        location = self._find_scanned_location(parts.get("location") or code)
        if location and not (parts.get("product") or parts.get("lot")):
            return {"location": self._describe_location(location)}
        place = location or self._get_own_location(location_id)
        product, pieces = self.company_id._find_product_by_code(
            parts.get("product") or code
        )
        lot = parts.get("lot", "")
        lots = self._find_scanned_lots(lot or ("" if product else code), product)
        if not (product or lots):
            return {"unknown": code}
        domain = Domain("stocktake_id", "=", self.id)
        domain &= Domain("product_id", "in", (product or lots.product_id).ids)
        if lots:
            domain &= Domain("lot_id", "in", lots.ids)
        if place:
            domain &= Domain("location_id", "child_of", place.id)
        lines = self.line_ids.search(domain, order="id", limit=MAX_HITS)
        product = product or lots[:1].product_id
        return {
            "lines": lines._prepare_cards(),
            "quantity": parts.get("quantity", 1.0) * (pieces or 1.0),
            "product": {
                "id": product.id,
                "name": product.display_name,
                "is_tracked": product.tracking != "none",
                "lot": lots[:1].name or lot,
            },
            "location": self._describe_location(place) if place else False,
        }

    def action_add_found(
        self,
        product_id: int,
        quantity: float,
        lot: str = "",
        location_id: int | None = None,
    ) -> dict:
        """Goods the books know nothing of at this place.

        :param product_id: what was found
        :param quantity: how much of it
        :param lot: its lot or serial number
        :param location_id: where; empty: the stock of the warehouse
        :return: ``stocktake`` and ``line``
        """
        self.ensure_one()
        self.check_access("read")
        product = self.env["product.product"].browse(product_id).exists()
        place = self._get_own_location(location_id) or self.warehouse_id.lot_stock_id
        self._check_found(product, lot.strip(), place)
        line = (
            self.line_ids.sudo()
            .with_context(_aftersales_step=STEP)
            .create(
                {
                    "stocktake_id": self.id,
                    "product_id": product.id,
                    "lot_id": self._get_found_lot(product, lot.strip()).id,
                    "location_id": place.id,
                    "is_found": True,
                    "unit_cost": product.sudo()
                    .with_company(self.company_id)
                    .standard_price,
                }
            )
        )
        line = self.line_ids.browse(line.id)
        line._record_counts({line.id: quantity})
        return {"stocktake": self._prepare_header(), "line": line._prepare_cards()[0]}

    def _check_found(self, product, lot: str, place) -> None:
        if not (product and product.is_storable):
            raise UserError(
                self.env._(
                    "%(stocktake)s: only goods that are kept in stock are counted.",
                    stocktake=self.name,
                )
            )
        if product.tracking != "none" and not lot:
            raise UserError(
                self.env._(
                    "%(product)s: enter its lot or serial number, too.",
                    product=product.display_name,
                )
            )
        if place.usage != "internal":
            raise UserError(
                self.env._(
                    "%(place)s only holds other places. Scan the one the goods lie at.",
                    place=place.display_name,
                )
            )

    def _get_found_lot(self, product, name: str):
        Lot = self.env["stock.lot"].sudo()
        if product.tracking == "none":
            return Lot
        known = Lot.search(
            [
                ("product_id", "=", product.id),
                ("name", "=", name),
                ("company_id", "in", (self.company_id.id, False)),
            ],
            limit=1,
        )
        return known or Lot.create(
            {
                "product_id": product.id,
                "name": name,
                "company_id": self.company_id.id,
            }
        )

    def _describe_location(self, location) -> dict:
        return {"id": location.id, "name": location.sudo().display_name}

    # -- what a code stands for ----------------------------------------------------

    def _find_scanned_location(self, code: str):
        return (
            self.env["stock.location"]
            .sudo()
            .search(
                [
                    ("barcode", "=", code),
                    ("id", "child_of", self._get_root_location().id),
                ],
                limit=1,
            )
        )

    def _get_own_location(self, location_id: int | None):
        """A place of this stocktake, or none."""
        root = self._get_root_location()
        return (
            self.env["stock.location"]
            .sudo()
            .search([("id", "=", location_id or 0), ("id", "child_of", root.id)])
        )

    def _find_scanned_lots(self, code: str, product):
        domain = Domain("name", "=", code) & Domain(
            "company_id", "in", (self.company_id.id, False)
        )
        if product:
            domain &= Domain("product_id", "=", product.id)
        lots = self.env["stock.lot"]
        return lots.search(domain, limit=MAX_HITS) if code else lots
