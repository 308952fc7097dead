from odoo import models
from odoo.exceptions import UserError, ValidationError
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
        scanned = self._parse_code(code.strip())
        location = self._find_scanned_location(scanned)
        if location and not (scanned["product"] or scanned["lot"]):
            return {"location": self._describe_location(location)}
        place = location or self._get_own_location(location_id)
        product, pieces = self._find_scanned_product(scanned)
        lots = self._find_scanned_lots(scanned, product)
        if not (product or lots):
            return {"unknown": code.strip()}
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
            "quantity": scanned["quantity"] * pieces,
            "product": {
                "id": product.id,
                "name": product.display_name,
                "is_tracked": product.tracking != "none",
                "lot": lots[:1].name or scanned["lot"] or "",
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

    def _parse_code(self, code: str) -> dict:
        """``product``, ``lot``, ``location`` (codes), ``quantity`` and ``raw``."""
        found = {"raw": code, "product": "", "lot": "", "location": "", "quantity": 1.0}
        nomenclature = self.company_id.sudo().nomenclature_id
        try:
            parsed = nomenclature.parse_barcode(code) if nomenclature else None
        except ValidationError:
            parsed = None
        if isinstance(parsed, list):
            for part in parsed:
                kind = part["type"]
                if kind == "quantity":
                    found["quantity"] = float(part["value"])
                elif kind in ("product", "lot"):
                    found[kind] = str(part["value"])
                elif kind.startswith("location"):
                    found["location"] = str(part["value"])
        return found

    def _find_scanned_location(self, scanned: dict):
        code = scanned["location"] or scanned["raw"]
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

    def _find_scanned_product(self, scanned: dict):
        """Product of a code, and the pieces that its packaging holds."""
        code = scanned["product"] or scanned["raw"]
        Product = self.env["product.product"].with_context(skip_preprocess_gs1=True)
        # A GTIN has 14 digits in a GS1 code; products bear 8, 12 or 13 of them.
        codes = list({code, code.lstrip("0"), code.lstrip("0").zfill(13)} - {""})
        product = Product.search([("barcode", "in", codes)], limit=1)
        product = product or Product.search([("default_code", "=", code)], limit=1)
        if product:
            return product, 1.0
        packaging = self.env["product.uom"].search([("barcode", "in", codes)], limit=1)
        if not packaging:
            return Product, 1.0
        product = packaging.product_id
        return product, packaging.uom_id._compute_quantity(1.0, product.uom_id)

    def _find_scanned_lots(self, scanned: dict, product):
        code = scanned["lot"] or ("" if product else scanned["raw"])
        domain = Domain("name", "=", code) & Domain(
            "company_id", "in", (self.company_id.id, False)
        )
        if product:
            domain &= Domain("product_id", "=", product.id)
        lots = self.env["stock.lot"]
        return lots.search(domain, limit=MAX_HITS) if code else lots
