from odoo import models
from odoo.exceptions import ValidationError

from ...tools import note_scan


class ResCompany(models.Model):
    """What a scanned or typed code stands for, whoever scans it."""

    _inherit = "res.company"

    def _take_code_apart(self, code: str) -> dict:
        """A code that the company's nomenclature knows parts of, as GS1, in its parts.

        A plain one has none: it may be an article's, a lot's or a place's.
        """
        nomenclature = self.sudo().nomenclature_id
        try:
            parsed = nomenclature.parse_barcode(code) if nomenclature else None
        except (ValidationError, ValueError):
            parsed = None
        if not isinstance(parsed, list):
            return {}
        return note_scan.read_parts(
            note_scan.Part(part["type"], part["value"]) for part in parsed
        )

    def _find_product_by_code(self, code: str, expected=()):
        """Product and pieces of a barcode, a packaging's barcode or an article number;
        what is ``expected`` goes before its namesakes.

        :return: the product, and the pieces of its packaging (None: of no packaging)
        """
        Product = self.env["product.product"].with_context(skip_preprocess_gs1=True)
        if not code:
            return Product, None
        codes = note_scan.spellings(code)
        found = Product.search(
            ["|", ("barcode", "in", codes), ("default_code", "=", code)], limit=20
        )
        product = found.filtered(lambda one: one in expected)[:1] or found[:1]
        if product:
            return product, None
        packaging = self.env["product.uom"].search([("barcode", "in", codes)], limit=1)
        factor = packaging.uom_id._compute_quantity(
            1.0, packaging.product_id.uom_id, raise_if_failure=False
        )
        return packaging.product_id, factor if packaging else None
