from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.registration import Facts, find


class AftersalesRegistration(models.Model):
    """What looks odd about a registration, shown to the clerk before he decides."""

    _inherit = "aftersales.registration"

    has_findings = fields.Boolean(
        string="Something Looks Odd",
        compute="_compute_findings",
    )
    findings = fields.Text(
        string="What Looks Odd",
        compute="_compute_findings",
    )

    @api.depends(
        *("partner_id", "equipment_id", "product_id", "serial", "seller"),
        *("invoice_number", "purchase_date"),
    )
    def _compute_findings(self):
        others = self._fetch_others()
        for registration in self:
            codes = find(registration._get_facts(others))
            words = registration._get_finding_words()
            registration.has_findings = bool(codes)
            registration.findings = "\n".join(words[code] for code in codes)

    def _fetch_others(self):
        """Registrations that share unit, serial number or invoice with one of these,
        the refused ones left out; in one query."""
        numbers = list(filter(None, self.mapped("invoice_number")))
        serials = list(filter(None, self.mapped("serial")))
        same = (
            Domain("equipment_id", "in", self.equipment_id.ids)
            | Domain("serial", "in", serials)
            | Domain("invoice_number", "in", numbers)
        )
        # A clerk is told that there are others, also those of another outlet.
        return self.sudo().search_fetch(
            same
            & Domain("company_id", "in", self.company_id.ids)
            & Domain("state", "!=", "refused"),
            ["equipment_id", "serial", "invoice_number", "seller", "company_id"],
        )

    def _get_facts(self, others) -> Facts:
        self.ensure_one()
        unit, owner = self.equipment_id, self.equipment_id.partner_id
        others = others.filtered(
            lambda other: (
                other.id != self._origin.id and other.company_id == self.company_id
            )
        )
        same_unit = others.filtered(
            lambda other: (
                (unit and other.equipment_id == unit)
                or (self.serial and other.serial == self.serial)
            )
        )
        same_invoice = (others - same_unit).filtered(
            lambda other: (
                self.invoice_number
                and other.invoice_number == self.invoice_number
                and _fold(other.seller) == _fold(self.seller)
            )
        )
        customer = self.partner_id.commercial_partner_id
        return Facts(
            today=fields.Date.context_today(self),
            purchase_date=self.purchase_date or None,
            factory_date=unit.factory_date or None,
            delivery_date=unit.delivery_date or None,
            has_unit=bool(unit),
            has_proof=bool(self.proof_ids),
            is_owned_by_other=self.state == "new"
            and bool(owner)
            and owner.commercial_partner_id != customer,
            is_transferable=not unit or unit._is_warranty_transferable(),
            is_other_product=bool(
                unit and self.product_id and unit.product_id != self.product_id
            ),
            invoice_units=len(same_invoice),
            duplicates=len(same_unit),
        )

    def _get_finding_words(self) -> dict[str, str]:
        """Each finding in words, with what it compares."""
        self.ensure_one()
        unit = self.equipment_id
        return {
            "other_owner": self.env._(
                "The unit is on file as that of %(owner)s.",
                owner=unit.partner_id.display_name,
            ),
            "not_transferable": self.env._(
                "The warranty of this unit does not pass to another owner."
            ),
            "duplicate": self.env._(
                "There is another registration of this unit or serial number."
            ),
            "unknown_unit": self.env._(
                "No unit with serial number “%(serial)s” is on file.",
                serial=self.serial or "",
            ),
            "other_product": self.env._(
                "The serial number is that of %(product)s.",
                product=unit.product_id.display_name,
            ),
            "in_future": self.env._("The day of purchase is still to come."),
            "before_factory": self.env._(
                "Bought before it left the factory (%(day)s).", day=unit.factory_date
            ),
            "before_delivery": self.env._(
                "Bought before we delivered it (%(day)s).", day=unit.delivery_date
            ),
            "invoice_reused": self.env._(
                "Invoice %(invoice)s of this seller was used for other units too.",
                invoice=self.invoice_number,
            ),
            "no_proof": self.env._("There is no proof of purchase."),
        }

    def _check_approvable(self) -> None:
        """Raise with all that stands in the way of a batch."""
        problems = []
        for registration in self:
            if not registration.equipment_id and not registration.product_id:
                problems.append(
                    self.env._(
                        "%(registration)s: choose the Unit, or the Product of a new "
                        "one.",
                        registration=registration.name,
                    )
                )
            if not registration.partner_id and not registration.contact_name:
                problems.append(
                    self.env._(
                        "%(registration)s: choose the Customer or type a Contact Name.",
                        registration=registration.name,
                    )
                )
            if not registration.purchase_date:
                problems.append(
                    self.env._(
                        "%(registration)s: fill in Bought On.",
                        registration=registration.name,
                    )
                )
            if registration.has_findings and not registration.decision_note:
                problems.append(
                    self.env._(
                        "%(registration)s: look into this, then write down in “Why "
                        "Approved All the Same” what you found:\n%(findings)s",
                        registration=registration.name,
                        findings=registration.findings,
                    )
                )
        problems += self._get_batch_problems()
        if problems:
            raise UserError("\n".join(problems))

    def _get_batch_problems(self) -> list[str]:
        """One unit goes to one customer of a batch."""
        wanted = Counter(registration._get_unit_key() for registration in self)
        return [
            self.env._(
                "%(registration)s: another registration of this batch is for the same "
                "unit. Approve one of them.",
                registration=registration.name,
            )
            for registration in self
            if wanted[registration._get_unit_key()] > 1
        ]

    def _get_unit_key(self) -> tuple:
        """The same for registrations of one unit, on file or not yet."""
        self.ensure_one()
        if self.equipment_id:
            return ("unit", self.equipment_id.id)
        if self.serial:
            return ("serial", self.company_id.id, self.product_id.id, self.serial)
        return ("registration", self.id)


def _fold(text: str | None) -> str:
    """A seller's name however it is typed."""
    return "".join((text or "").lower().split())
