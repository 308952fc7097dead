from odoo import models
from odoo.tools import SQL


class AftersalesStocktake(models.Model):
    """Who signs the sheet, and what exactly."""

    _inherit = "aftersales.stocktake"

    _signed_fields = frozenset(
        {"warehouse_id", "location_id", "date", "kind", "uncounted_reason"}
    )

    def _get_signed_content(self) -> dict:
        return {
            "name": self.name,
            "warehouse": self.warehouse_id.id,
            "place": self.location_id.id,
            "date": self.date,
            "kind": self.kind,
            "uncounted": self.uncounted_reason or "",
            "lines": self._get_lines_digest(),
        }

    def _get_lines_digest(self) -> str:
        """What all lines say, in one statement: a sheet may have 100 000 of them."""
        self.line_ids.flush_model()
        [(digest,)] = self.env.execute_query(
            SQL(
                """
                SELECT encode(sha256(convert_to(COALESCE(
                           string_agg(row_to_json(line)::text, ',' ORDER BY line.id),
                       ''), 'UTF8')), 'hex')
                  FROM (SELECT id, product_id, lot_id, owner_id, package_id,
                               location_id, book_quantity, expected_quantity, status,
                               counted_quantity, difference, difference_value,
                               cause_id, explanation
                          FROM aftersales_stocktake_line
                         WHERE stocktake_id = %s) line
                """,
                self.id,
            )
        )
        return digest

    def _may_sign_as(self, role, user) -> bool:
        """Each for his own part: the storekeeper, the supervisor who is named."""
        named = {"keeper": self.keeper_id, "finance": self.supervisor_id}
        person = named.get(role.code)
        if person and user != person:
            return False
        return super()._may_sign_as(role, user)

    def _get_signing_problem(self, role) -> str | None:
        if self.state in ("draft", "counting", "recount", "cancelled"):
            return self.env._(
                "%(stocktake)s: the sheet is signed when the count is closed.",
                stocktake=self.display_name,
            )
        return super()._get_signing_problem(role)

    def _sign_step(self, code: str) -> None:
        """Taking the step is signing for it, where the company asks for the role."""
        for record in self:
            role = record._find_role(code)
            if role in record._get_missing_roles():
                record._sign(code)

    def _refuse_unsigned(self) -> None:
        self._refuse(
            [
                self.env._(
                    "%(stocktake)s: these signatures are missing: %(roles)s.",
                    stocktake=record.display_name,
                    roles=record.signoff_missing,
                )
                for record in self
                if not record.is_signed_off
            ]
        )
