from odoo import models


class ResPartner(models.Model):
    """Service contracts in the customer's file."""

    _inherit = "res.partner"

    def _get_customer_file_sections(self) -> list[dict]:
        sections = super()._get_customer_file_sections()
        if not self._get_masked():
            sections.append(self._get_file_contracts())
        return sections

    def _get_file_contracts(self) -> dict:
        return self._make_section(
            "contracts",
            self.env._("Service Contracts"),
            (
                self.env._("Number"),
                self.env._("First Day"),
                self.env._("Last Day"),
                self.env._("State"),
                self.env._("Units"),
            ),
            self._find_for_file("aftersales.contract", self._get_file_domain()),
            lambda contract: (
                contract.name,
                contract.date_start,
                contract.date_end,
                self._get_file_label(contract, "state"),
                ", ".join(contract.equipment_ids.mapped("display_name")),
            ),
        )
