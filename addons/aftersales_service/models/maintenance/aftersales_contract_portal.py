import binascii
from base64 import b64decode

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

# No SVG: it may carry scripts.
SIGNATURE_TYPES = ("image/png", "image/jpeg")


class AftersalesContract(models.Model):
    """What a customer sees of his contract, and how he signs it."""

    _inherit = "aftersales.contract"

    _page_path = "/my/contracts"

    def action_preview(self):
        """The page as the customer sees it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": self.get_portal_url(),
            "target": "self",
        }

    def _can_be_signed(self) -> bool:
        self.ensure_one()
        return self.state == "sent"

    def _sign_by_customer(self, name: str, signature: str) -> None:
        """The customer signs on his page: from then on the contract holds."""
        self.ensure_one()
        if not self._can_be_signed():
            raise UserError(
                self.env._("%(contract)s cannot be signed now.", contract=self.name)
            )
        name = (name or "").strip()
        if not name or not _is_drawn(signature):
            raise UserError(self.env._("Your name and your signature are missing."))
        self._enforce(
            signed_by=name, signature=signature, signed_at=fields.Datetime.now()
        )
        self.message_post(
            body=self.env._("%(name)s signed the contract online.", name=name)
        )

    def _get_cover_words(self) -> list[str]:
        """What is free by the contract, a line each, in a customer's words."""
        self.ensure_one()
        covers = self.cover_ids
        free = covers.filtered(lambda line: not line.is_excluded)
        return [
            *free.mapped("display_name"),
            *(
                self.env._("Not covered: %(what)s", what=line.display_name)
                for line in covers - free
            ),
        ]

    def _get_promise_words(self) -> list[str]:
        """How fast orders under the contract are seen to."""
        self.ensure_one()
        policy = self.sla_policy_id
        if policy.description:
            return [policy.description]
        return policy.target_ids.filtered("amount").mapped("display_name")

    def _get_coming_visits(self, limit: int = 5):
        self.ensure_one()
        return self.env["aftersales.maintenance.occurrence"].search(
            [
                ("contract_id", "=", self.id),
                ("state", "in", ("planned", "ordered")),
            ],
            order="date, id",
            limit=limit,
        )

    def _get_posted_invoices(self):
        self.ensure_one()
        return self.period_ids.move_ids.filtered(lambda move: move.state == "posted")


def _is_drawn(signature) -> bool:
    """Is this base64 of a picture?"""
    try:
        content = b64decode(signature or "", validate=True)
    except (binascii.Error, TypeError, ValueError):
        return False
    return guess_mimetype(content) in SIGNATURE_TYPES
