from odoo import fields, models

from ...tools import installation_flow


class AftersalesOrder(models.Model):
    """Orders that install something end with the customer's acceptance."""

    _inherit = "aftersales.order"

    installation_ids = fields.One2many(
        "aftersales.installation", "order_id", "Installations"
    )
    installation_count = fields.Integer(compute="_compute_installation_count")
    needs_acceptance = fields.Boolean(related="type_id.needs_acceptance")

    def _compute_installation_count(self):
        self._count_into("installation_count", "aftersales.installation", "order_id")

    def _transition(self, step, **values):
        result = super()._transition(step, **values)
        if step == "accept":
            self._make_installations()
        elif step == "cancel":
            self.sudo().installation_ids.filtered("can_cancel")._transition("cancel")
        return result

    def _make_installations(self) -> None:
        """The installation of each order whose type needs an acceptance."""
        wanted = self.filtered("type_id.needs_acceptance")
        if not wanted:
            return
        new = wanted.filtered(
            lambda order: all(
                item.state == "cancelled" for item in order.sudo().installation_ids
            )
        )
        self.env["aftersales.installation"].sudo().create(
            [
                {"order_id": order.id, "promised_date": order._get_promised_day()}
                for order in new
            ]
        )

    def _get_promised_day(self):
        """The day that was agreed on in the sale, if one was."""
        self.ensure_one()
        order = self.sudo()
        sale = order.origin_sale_id or order.origin_picking_id.sale_id
        return sale.commitment_date and self.env["aftersales.equipment"]._get_local_day(
            sale.commitment_date, self.company_id
        )

    def _get_closing_blockers(self) -> list[str]:
        blockers = super()._get_closing_blockers()
        if not self.type_id.needs_acceptance:
            return blockers
        live = self.installation_ids.filtered(lambda item: item.state != "cancelled")
        if not live:
            blockers.append(
                self.env._(
                    "there is no installation. Make one, and have it accepted or "
                    "refused in writing."
                )
            )
        return blockers + [
            self.env._(
                "installation %(installation)s has neither an acceptance certificate "
                "nor a refusal in writing.",
                installation=item.name,
            )
            for item in live
            if item.state not in installation_flow.ANSWERED_STATES
        ]

    def action_view_installations(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_installation_action"
        )
        action["domain"] = [("order_id", "=", self.id)]
        action["context"] = {"default_order_id": self.id}
        if len(self.installation_ids) == 1:
            action["views"] = [(False, "form")]
            action["res_id"] = self.installation_ids.id
        return action
