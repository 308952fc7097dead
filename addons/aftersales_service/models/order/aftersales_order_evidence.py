from odoo import models
from odoo.fields import Domain


class AftersalesOrder(models.Model):
    """What the customer must supply before his fault can be judged (R090)."""

    _inherit = "aftersales.order"

    def _get_assess_problems(self) -> list[str]:
        problems = super()._get_assess_problems()
        return problems + [
            self.env._(
                "%(order)s: attach what the customer supplies (%(evidence)s) before "
                "“Assess”.",
                order=order.display_name,
                evidence=order.type_id.evidence_note
                or self.env._("order type %(type)s needs it", type=order.type_id.name),
            )
            for order in self._get_orders_without_evidence()
        ]

    def _get_orders_without_evidence(self):
        """Orders whose type needs evidence and that have no file, in one query."""
        needing = self.filtered("type_id.needs_evidence")
        if not needing:
            return needing
        # A file counts, whoever may open it. Signatures are no evidence.
        attached = (
            self.env["ir.attachment"]
            .sudo()
            ._read_group(
                Domain("res_model", "=", self._name)
                & Domain("res_id", "in", needing.ids)
                & Domain("res_field", "=", False),
                ["res_id"],
            )
        )
        return needing - self.browse(res_id for (res_id,) in attached)
