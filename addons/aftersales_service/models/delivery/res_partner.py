from odoo import models


class ResPartner(models.Model):
    """Deliveries, installations and trainings in the customer's file (R180)."""

    _inherit = "res.partner"

    def _get_customer_file_sections(self) -> list[dict]:
        sections = super()._get_customer_file_sections()
        if self._get_masked():
            return sections
        return [
            *sections,
            self._get_file_deliveries(),
            self._get_file_installations(),
            self._get_file_user_trainings(),
        ]

    def _get_file_deliveries(self) -> dict:
        deliveries = self._find_for_file(
            "aftersales.delivery", [("partner_id", "child_of", self.ids)]
        )
        return self._make_section(
            "deliveries",
            self.env._("Deliveries"),
            (
                self.env._("Number"),
                self.env._("Promised"),
                self.env._("Delivered"),
                self.env._("State"),
                self.env._("Signed By"),
            ),
            deliveries,
            lambda delivery: (
                delivery.name,
                delivery.promised_date,
                delivery.delivered_date,
                self._get_file_label(delivery, "state"),
                delivery.signed_by,
            ),
        )

    def _get_file_installations(self) -> dict:
        installations = self._find_for_file(
            "aftersales.installation", [("partner_id", "child_of", self.ids)]
        )
        return self._make_section(
            "installations",
            self.env._("Installations"),
            (
                self.env._("Number"),
                self.env._("Units"),
                self.env._("State"),
                self.env._("Accepted At"),
                self.env._("Signed By"),
            ),
            installations,
            lambda item: (
                item.name,
                ", ".join(item.equipment_ids.mapped("display_name")),
                self._get_file_label(item, "state"),
                item.accepted_at and item._get_acceptance_date(),
                item.signed_by,
            ),
        )

    def _get_file_user_trainings(self) -> dict:
        trainings = self._find_for_file(
            "aftersales.installation.training", [("partner_id", "child_of", self.ids)]
        )
        return self._make_section(
            "user_trainings",
            self.env._("User Training"),
            (
                self.env._("Date"),
                self.env._("Topics"),
                self.env._("Participants"),
                self.env._("Training Hours"),
            ),
            trainings,
            lambda training: (
                training.training_date,
                training.topics,
                ", ".join(training.trainee_ids.mapped("name")),
                f"{training.hours:g}",
            ),
        )
