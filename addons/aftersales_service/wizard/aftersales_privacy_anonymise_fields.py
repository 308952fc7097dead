from odoo import api, models


class AftersalesPrivacyAnonymise(models.TransientModel):
    """Where a person stands in the records of service."""

    _inherit = "aftersales.privacy.anonymise"

    @api.model
    def _get_personal_fields(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """By model: path to the customer, fields that tell of his person.

        Other addons add theirs.
        """
        return {
            "aftersales.order": (
                "partner_id",
                (
                    *("contact_name", "phone", "signed_by", "signature"),
                    "price_confirmed_by",
                ),
            ),
            "aftersales.dispatch": ("order_id.partner_id", ("signed_by", "signature")),
            "aftersales.equipment.receipt": ("order_id.partner_id", ()),
            "aftersales.loan": ("partner_id", ("signed_by", "signature")),
            "aftersales.registration": (
                "partner_id",
                ("contact_name", "phone", "email", "address"),
            ),
            "aftersales.complaint": (
                "partner_id",
                ("contact_name", "contact_phone", "contact_email"),
            ),
            "aftersales.delivery": ("partner_id", ("signed_by", "signature")),
            "aftersales.installation": (
                "order_id.partner_id",
                ("signed_by", "signature"),
            ),
            "aftersales.installation.training": (
                "installation_id.order_id.partner_id",
                ("signed_by", "signature"),
            ),
            "aftersales.installation.trainee": (
                "training_id.installation_id.order_id.partner_id",
                ("name", "job"),
            ),
            "aftersales.field.action": (
                "dispatch_id.order_id.partner_id",
                ("payload", "file"),
            ),
        }

    @api.model
    def _get_blank(self, field):
        """What stands in the place of a name."""
        return "—" if field.required else False
