from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..models.flow_mixin import STEP

# What says of a contact who he is; numbers and states are left as they are.
CONTACT_FIELDS = (
    *("phone", "email", "street", "street2", "zip", "vat", "comment", "function"),
    *("website", "image_1920", "barcode", "ref", "company_name"),
)
# A host's log of privacy wants an address; many a customer never gave one.
NO_EMAIL = "none@none.invalid"


class AftersalesPrivacyAnonymise(models.TransientModel):
    """Remove a person from contacts and service records, on his request.

    Orders, units and warranty keep their numbers, products and figures. What a sealed
    archive holds stays until its retention is over, and is listed with its reason.
    """

    _name = "aftersales.privacy.anonymise"
    _description = "Remove a Person from the Records"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    remove_photos = fields.Boolean(
        string="Remove Photos and Files",
        help="Files on orders, visits and receipts may show the person or his home.",
    )
    found = fields.Text(string="What Is Removed", compute="_compute_found")
    kept = fields.Text(string="What Is Kept", compute="_compute_found")

    def _get_contacts(self):
        """The person; for a company also those who answer for it."""
        self.ensure_one()
        return (
            self.env["res.partner"]
            .sudo()
            .with_context(active_test=False)
            .search([("id", "child_of", self.partner_id.id)])
        )

    def _find_records(self) -> dict:
        """By model, (records that are cleared, sealed ones that are kept)."""
        contacts = self._get_contacts()
        found = {}
        for model, (path, _names) in self._get_personal_fields().items():
            records = self.env[model].sudo().search([(path, "in", contacts.ids)])
            sealed = records.browse()
            if "sealed_at" in records._fields:
                sealed = records.filtered("sealed_at")
            found[model] = (records - sealed, sealed)
        return found

    @api.depends("partner_id")
    def _compute_found(self):
        for wizard in self:
            if not wizard.partner_id or not self._may():
                wizard.found = wizard.kept = False
                continue
            records = wizard._find_records()
            wizard.found = "\n".join(wizard._describe_found(records))
            wizard.kept = "\n".join(wizard._describe_kept(records))

    def _describe_found(self, found: dict) -> list[str]:
        return [
            self.env._(
                "%(what)s: %(count)s",
                what=self.env["res.partner"]._description,
                count=len(self._get_contacts()),
            ),
            *(
                self.env._(
                    "%(what)s: %(count)s",
                    what=self.env[model]._description,
                    count=len(records),
                )
                for model, (records, _sealed) in found.items()
                if records
            ),
        ]

    def _describe_kept(self, found: dict) -> list[str]:
        """Sealed records with the batch that holds them, and until when."""
        names = [
            name
            for _records, sealed in found.values()
            if sealed
            for name in sealed.mapped("sealed_in")
        ]
        batches = (
            self.env["aftersales.archive.batch"]
            .sudo()
            .search([("name", "in", names)], order="name")
        )
        kept = [
            self.env._(
                "Sealed in archive %(batch)s, kept until %(day)s",
                batch=batch.name,
                day=batch.keep_until,
            )
            if batch.keep_until
            else self.env._(
                "Sealed in archive %(batch)s; no retention is set", batch=batch.name
            )
            for batch in batches
        ]
        invoices = (
            self.env["account.move"]
            .sudo()
            .search_count(
                [
                    ("partner_id", "in", self._get_contacts().ids),
                    ("state", "=", "posted"),
                ]
            )
        )
        if invoices:
            kept.append(
                self.env._(
                    "Posted accounting documents: %(count)s, as tax law demands",
                    count=invoices,
                )
            )
        return kept

    # -- doing it ---------------------------------------------------------------------

    @api.model
    def _may(self) -> bool:
        return self.env.user.has_group("aftersales_service.group_admin")

    def action_anonymise(self):
        """Remove the person, and log it with the host's privacy tools."""
        self.ensure_one()
        if not self._may():
            raise AccessError(
                self.env._("Only an administrator removes a person from the records.")
            )
        problems = self._get_problems()
        if problems:
            raise UserError("\n".join(problems))
        found = self._find_records()
        done, kept = self._describe_found(found), self._describe_kept(found)
        contacts = self._get_contacts()
        log = self._prepare_log_vals(done, kept)
        personal = self._get_personal_fields()
        for model, (records, _sealed) in found.items():
            names = personal[model][1]
            if names and records:
                # What was signed stays as it is, but for who signed it.
                quiet = {"tracking_disable": True, "_aftersales_step": STEP}
                records.with_context(**quiet).write(
                    {name: self._get_blank(records._fields[name]) for name in names}
                )
            if self.remove_photos:
                self._remove_files(records)
        self._clear_history(contacts, found)
        self._clear_contacts(contacts)
        # The log belongs to whoever administrates the system, not to our roles.
        self.env["privacy.log"].sudo().create(log)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("The person was removed."),
                "message": "\n".join([*done, *kept]),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_problems(self) -> list[str]:
        """Why the person cannot be removed yet."""
        contacts = self._get_contacts()
        problems = [
            self.env._(
                "%(user)s is a user of this system. Archive the user first.",
                user=user.name,
            )
            for user in contacts.user_ids.filtered("active")
        ]
        orders = (
            self.env["aftersales.order"]
            .sudo()
            .search([("partner_id", "in", contacts.ids), ("is_open", "=", True)])
        )
        problems += [
            self.env._("%(order)s is open. Close or cancel it first.", order=order.name)
            for order in orders
        ]
        invoices = (
            self.env["account.move"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", contacts.ids),
                    ("state", "=", "posted"),
                    ("payment_state", "in", ("not_paid", "partial")),
                    ("move_type", "in", ("out_invoice", "out_refund")),
                ]
            )
        )
        return problems + [
            self.env._(
                "%(invoice)s is not paid. Settle it first.", invoice=invoice.name
            )
            for invoice in invoices
        ]

    def _prepare_log_vals(self, done: list[str], kept: list[str]) -> dict:
        partner = self.partner_id.sudo()
        return {
            "anonymized_name": partner.name or partner.display_name,
            "anonymized_email": partner.email_normalized or NO_EMAIL,
            "user_id": self.env.uid,
            "records_description": "\n".join(done),
            "execution_details": self.env._("Removed from contacts and service records")
            + f" #{partner.id}",
            "additional_note": "\n".join(kept) or False,
        }

    def _remove_files(self, records) -> None:
        """Photos and files; those of fields were cleared with their fields."""
        if records:
            self.env["ir.attachment"].sudo().search(
                Domain("res_model", "=", records._name)
                & Domain("res_id", "in", records.ids)
                & Domain("res_field", "=", False)
            ).unlink()

    def _clear_history(self, contacts, found: dict) -> None:
        """The name in tracked changes; sealed records keep theirs."""
        for model, (records, _sealed) in found.items():
            if not records or "message_ids" not in records._fields:
                continue
            tracked = (
                self.env["mail.tracking.value"]
                .sudo()
                .search(
                    Domain("mail_message_id.model", "=", model)
                    & Domain("mail_message_id.res_id", "in", records.ids)
                    & Domain("field_id.relation", "=", "res.partner")
                )
            )
            for side in ("old", "new"):
                tracked.filtered(
                    lambda value, side=side: (
                        value[f"{side}_value_integer"] in contacts.ids
                    )
                ).write({f"{side}_value_char": "—"})

    def _clear_contacts(self, contacts) -> None:
        quiet = contacts.with_context(tracking_disable=True)
        for contact in quiet:
            contact.write(
                {
                    **dict.fromkeys(
                        (name for name in CONTACT_FIELDS if name in contact._fields),
                        False,
                    ),
                    "name": self.env._("Anonymised #%(number)s", number=contact.id),
                    "partner_latitude": 0.0,
                    "partner_longitude": 0.0,
                    "active": False,
                }
            )
