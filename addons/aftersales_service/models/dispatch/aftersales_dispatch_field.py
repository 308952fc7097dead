from odoo import models
from odoo.exceptions import UserError


class AftersalesDispatch(models.Model):
    """Where the phone pages meet checklists, tariff, payments, promises and routes.

    The only file of the phone pages that knows how those are called. What is not
    offered is None, and the phone leaves it out.
    """

    _inherit = "aftersales.dispatch"

    def _get_field_checklist(self) -> list[dict] | None:
        if not hasattr(self, "_get_checklist_data"):
            return None
        return self._get_checklist_data()

    def _save_field_answers(self, answers: dict) -> None:
        self._check_offered("_save_checklist_answers", self)
        self._save_checklist_answers(answers)

    def _get_field_price(self) -> dict | None:
        order = self.order_id
        if not hasattr(order, "_get_price_to_confirm"):
            return None
        return order._get_price_to_confirm()

    def _confirm_field_price(self, name: str) -> None:
        self._check_offered("_confirm_price", self.order_id)
        self.order_id._confirm_price(name)

    def _can_pay_on_site(self) -> bool:
        return hasattr(self.order_id, "_register_site_payment")

    def _register_field_payment(self, amount: float, method: str, memo: str) -> None:
        self._check_offered("_register_site_payment", self.order_id)
        self.order_id._register_site_payment(amount, method, memo)

    def _can_ask_help(self) -> bool:
        return hasattr(self.order_id, "_ask_for_help")

    def _ask_field_help(self, note: str) -> None:
        self._check_offered("_ask_for_help", self.order_id)
        self.order_id._ask_for_help(note)

    def _get_field_promise(self) -> tuple:
        """Moments the next promise of the order is warned of, and broken."""
        order = self.order_id
        return tuple(
            order[name] if name in order._fields else False
            for name in ("sla_warn_at", "sla_deadline")
        )

    def _get_field_sequence(self) -> int:
        return self.route_sequence if "route_sequence" in self._fields else 0

    def _check_offered(self, method: str, record) -> None:
        if not hasattr(record, method):
            raise UserError(
                self.env._("This is not offered here. Reload the page on the phone.")
            )
