from odoo import models


class AftersalesHandover(models.Model):
    """Both keepers and two who supervise sign the list with its count."""

    _inherit = "aftersales.handover"

    _signed_fields = frozenset(
        {"outgoing_id", "incoming_id", "warehouse_ids", "date", "stocktake_ids"}
    )

    def _get_signed_content(self) -> dict:
        return {
            "name": self.name,
            "outgoing": self.outgoing_id.id,
            "incoming": self.incoming_id.id,
            "warehouses": sorted(self.warehouse_ids.ids),
            "date": self.date,
            "items": [
                [item.kind, item.name, item.quantity, item.note or ""]
                for item in self.item_ids.sorted("id")
            ],
            "counts": [
                [count.name, count._get_lines_digest()]
                for count in self.stocktake_ids.sorted("id")
            ],
        }

    def _may_sign_as(self, role, user) -> bool:
        """The keepers for themselves; who supervises is neither of them."""
        named = {
            "outgoing": self.outgoing_id,
            "incoming": self.incoming_id,
            "finance": self.supervisor_id,
        }
        person = named.get(role.code)
        if person and user != person:
            return False
        if role.code not in ("outgoing", "incoming") and user in (
            self.outgoing_id | self.incoming_id
        ):
            return False
        return super()._may_sign_as(role, user)

    def _get_signing_problem(self, role) -> str | None:
        if self.state != "prepared":
            return self.env._(
                "%(handover)s: it is signed when it is listed and not finished yet.",
                handover=self.display_name,
            )
        return super()._get_signing_problem(role)
