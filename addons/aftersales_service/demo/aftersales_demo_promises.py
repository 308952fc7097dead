from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

# Orders reach back so many days; their working days may lie in the year before.
PAST_DAYS = 60


class AftersalesDemo(models.AbstractModel):
    """Working days, and the promises that are in force."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_holidays(self):
        today, country = self._today(), self.env.company.country_id
        wizards = self.env["aftersales.load.holidays"]
        for year in sorted({(today - timedelta(days=PAST_DAYS)).year, today.year}):
            wizard = wizards.create({"year": year, "country_id": country.id})
            try:
                wizard.action_load()
            except UserError:
                # The package on this machine does not know the year yet.
                continue

    @api.model
    def _is_holiday(self, moment) -> bool:
        return bool(
            self.env["resource.calendar.leaves"].search_count(
                [
                    ("calendar_id", "=", self.env.company.resource_calendar_id.id),
                    ("resource_id", "=", False),
                    ("date_from", "<=", moment),
                    ("date_to", ">=", moment),
                ],
                limit=1,
            )
        )

    @api.model
    def _load_promises(self):
        """Furniture is repaired as its handbook says; one school has a contract."""
        company = self.env.company
        company.aftersales_service_manager_id = self._ref("user_manager")
        company.aftersales_general_manager_id = self._ref("user_general")
        furniture = self.env.ref("aftersales_service.sla_policy_furniture")
        furniture.write(
            {
                "active": True,
                "company_id": company.id,
                # What is agreed for a certain day is not promised within hours.
                "order_type_ids": [
                    Command.set(
                        [
                            self.env.ref(f"aftersales_service.order_type_{code}").id
                            for code in ("repair", "remote")
                        ]
                    )
                ],
            }
        )
        school = self._ref("sla_policy_school")
        school.contract_ids = self._create_contract()
        # There is nobody to read mails.
        (furniture | school).step_ids.send_mail = False

    @api.model
    def _create_contract(self):
        product = self._ref("service_contract")
        contract = self._create_named(
            "sale.order",
            "contract_school",
            {
                "partner_id": self._ref("customer_0").id,
                "order_line": [Command.create({"product_id": product.id})],
            },
        )
        contract.action_confirm()
        contract.date_order = self._moment(-300, 600)
        return contract

    @api.model
    def _wait(self, order, story, start):
        """On hold for a while, not only since now."""
        order.waiting_reason = story.reason
        order.action_wait()
        order.pause_ids.start_at = start
        order._follow_moments()

    @api.model
    def _pause(self, order, story, moments: dict):
        """On hold until an hour before somebody came."""
        self._wait(order, story, moments["accepted"] + timedelta(minutes=10))
        order.action_resume()
        order.pause_ids.end_at = moments["on_site"] - timedelta(hours=1)
        order._follow_moments()

    @api.model
    def _escalate(self):
        """People are told what is late or about to be."""
        promises = self.env["aftersales.order.sla"]
        while promises._escalate_batch(500):
            continue
