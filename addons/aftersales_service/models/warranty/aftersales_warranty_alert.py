from odoo import api, fields, models

from .aftersales_warranty_entitlement import METRICS


class AftersalesWarrantyAlert(models.Model):
    """A unit that is about to become an exchange or a refund: told before it is."""

    _name = "aftersales.warranty.alert"
    _description = "Warranty Alert"
    _order = "is_reached desc, raised_at desc, id desc"
    _check_company_auto = True

    order_id = fields.Many2one(
        "aftersales.order",
        string="Service Order",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    equipment_id = fields.Many2one(
        related="order_id.equipment_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="order_id.partner_id", string="Customer", store=True
    )
    product_id = fields.Many2one(related="equipment_id.product_id", store=True)
    outlet_id = fields.Many2one(related="order_id.outlet_id", store=True, index=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    entitlement_id = fields.Many2one(
        "aftersales.warranty.entitlement", required=True, ondelete="cascade", index=True
    )
    policy_id = fields.Many2one(
        related="entitlement_id.policy_id", string="Warranty Policy", store=True
    )
    metric = fields.Selection(METRICS, string="Counted", required=True)
    value = fields.Integer(help="The count when it was last looked at.")
    threshold = fields.Integer(required=True)
    is_reached = fields.Boolean(
        string="Threshold Reached",
        help="The customer may have the exchange or refund now.",
    )
    raised_at = fields.Datetime(
        string="Raised", default=fields.Datetime.now, required=True
    )
    is_order_open = fields.Boolean(string="Order Open", related="order_id.is_open")

    _order_entitlement_uniq = models.UniqueIndex(
        "(order_id, entitlement_id)", "This order has that alert already."
    )

    @api.model
    def _cron_watch(self, batch_size: int = 500) -> None:
        """Look daily at every open repair of a unit in warranty (day 25 of 30).

        A killed run has lost nothing: who was looked at is looked at again.
        """
        orders = self.env["aftersales.order"].search(
            [
                ("is_open", "=", True),
                ("signed_at", "=", False),
                ("decision_id", "!=", False),
                ("type_id.is_repair", "=", True),
            ],
            order="id",
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(orders))
        for start in range(0, len(orders), batch_size):
            batch = orders[start : start + batch_size]
            self._watch(batch._decide_warranty())
            if not cron._commit_progress(len(batch)):
                break

    @api.model
    def _watch(self, results: dict) -> None:
        """Raise the alerts of orders, or bring their figures up to date.

        :param results: ``warranty.Result`` of each order
        """
        orders = self.env["aftersales.order"].union(*results)
        known = {
            (alert.order_id.id, alert.entitlement_id.id): alert
            for alert in self.search([("order_id", "in", orders.ids)])
        }
        vals_list = []
        for order, result in results.items():
            # Law and province may count the same: it is told once.
            for progress in {
                (progress.metric, progress.threshold): progress
                for layer in result.layers
                for progress in layer.progress
            }.values():
                alert = known.get((order.id, progress.key))
                vals = {"value": progress.value, "is_reached": progress.is_reached}
                if alert:
                    if (alert.value, alert.is_reached) != tuple(vals.values()):
                        alert.write(vals)
                elif progress.is_near or progress.is_reached:
                    vals_list.append(
                        {
                            **vals,
                            "order_id": order.id,
                            "entitlement_id": progress.key,
                            "metric": progress.metric,
                            "threshold": progress.threshold,
                        }
                    )
        if vals_list:
            self.create(vals_list)._tell()

    def _tell(self) -> None:
        """One activity an order, for the manager of its outlet, else its dispatcher."""
        for order, alerts in self.grouped("order_id").items():
            user = order.outlet_id.manager_id or order.user_id
            labels = dict(self._fields["metric"]._description_selection(self.env))
            order.activity_schedule(
                "mail.mail_activity_data_warning",
                user_id=user.id or self.env.uid,
                summary=self.env._("About to become an exchange or refund"),
                note="; ".join(
                    self.env._(
                        "%(counted)s: %(value)s of %(threshold)s",
                        counted=labels[alert.metric],
                        value=alert.value,
                        threshold=alert.threshold,
                    )
                    for alert in alerts
                ),
            )
