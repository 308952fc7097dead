from odoo import models


class AftersalesDispatch(models.Model):
    """Where the phone pages meet checklists, tariff, payments, promises and routes.

    The only file of the phone pages that knows how those are called.
    """

    _inherit = "aftersales.dispatch"

    def _get_field_checklist(self) -> list[dict]:
        return self._get_checklist_data()

    def _save_field_answers(self, answers: dict) -> None:
        self._save_checklist_answers(answers)

    def _get_field_price(self) -> dict:
        return self.order_id._get_price_to_confirm()

    def _confirm_field_price(self, name: str) -> None:
        self.order_id._confirm_price(name)

    def _register_field_payment(
        self, amount: float, method: str, memo: str, request_key: str
    ) -> None:
        self.order_id._register_site_payment(
            amount, method, memo, request_key=request_key
        )

    def _ask_field_help(self, note: str) -> None:
        self.order_id._ask_for_help(note)

    def _get_field_promise(self) -> tuple:
        """Moments the next promise of the order is warned of, and broken."""
        return self.order_id.sla_warn_at, self.order_id.sla_deadline

    def _get_field_sequence(self) -> int:
        return self.route_sequence
