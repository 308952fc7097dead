from odoo import api, models
from odoo.fields import Domain


class AftersalesOrder(models.Model):
    """Orders that customers open themselves, on the portal or on a unit's page."""

    _name = "aftersales.order"
    _inherit = ["aftersales.order", "aftersales.form.mixin"]

    def _keep_files(self, files) -> None:
        """Photos show in the order's history, where desk and technician look."""
        self.ensure_one()
        if files:
            sender = self.env.user.partner_id
            self.message_post(
                body=self.env._("Photos sent with the request"),
                attachments=files,
                author_id=sender.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )

    @api.model
    def _prepare_unit_report_vals(self, unit, typed: dict) -> dict:
        """Order from a fault reported on a unit's page (R083).

        The reporter need not be the customer: his name and number stand on the order,
        the customer stays the unit's.

        :param typed: ``contact_name``, ``phone``, ``description``, ``symptom_id``
        """
        return {
            "channel": "qr",
            "company_id": unit.company_id.id,
            "equipment_id": unit.id,
            "partner_id": unit.partner_id.id or self._create_reporter(unit, typed).id,
            # Nobody took this call.
            "user_id": False,
            "contact_name": typed["contact_name"],
            "phone": typed["phone"],
            "description": typed["description"],
            "symptom_id": typed["symptom_id"],
        }

    @api.model
    def _create_reporter(self, unit, typed: dict):
        """Contact of somebody whose unit has no customer on file."""
        user = self.env.user
        if user.has_group("base.group_portal"):
            return user.partner_id.commercial_partner_id
        return (
            self.env["res.partner"]
            .sudo()  # visitors may not write contacts; the desk merges doubles
            .create(
                {
                    "name": typed["contact_name"] or typed["phone"],
                    "phone": typed["phone"],
                    "company_id": unit.company_id.id,
                }
            )
        )

    @api.model
    def _get_symptom_domain(self, unit) -> Domain:
        """Symptoms that are offered for a unit."""
        category = unit.product_id.categ_id
        return (
            Domain("kind", "=", "symptom")
            & Domain("company_id", "in", (unit.company_id.id, False))
            & (
                Domain("product_category_ids", "=", False)
                | Domain("product_category_ids", "parent_of", category.ids)
            )
        )
