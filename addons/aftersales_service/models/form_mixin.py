from collections.abc import Callable
from secrets import token_urlsafe

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import consteq, hmac

KEY_BYTES = 16
SIGNATURE_LENGTH = 32


class AftersalesFormMixin(models.AbstractModel):
    """A document that a visitor's form creates, once a form however often it is sent.

    Each form carries a key of its own. It is signed: else a visitor could choose one
    that another visitor is going to have. The secret part is kept on the document and
    opens it again for whoever sent the form, and for nobody else.
    """

    _name = "aftersales.form.mixin"
    _description = "Document from a Visitor's Form"

    form_key = fields.Char(readonly=True, copy=False, groups="base.group_system")

    _form_key_uniq = models.UniqueIndex("(form_key) WHERE form_key IS NOT NULL")

    @api.model
    def _new_form_key(self, subject: str) -> str:
        """Key for one form about ``subject``: secret and signature."""
        secret = token_urlsafe(KEY_BYTES)
        return f"{secret}.{self._sign_form(secret, subject)}"

    @api.model
    def _read_form_key(self, key: str | None, subject: str) -> str:
        """Secret of a key that we gave out for ``subject``; empty for any other."""
        secret, _dot, signature = (key or "").partition(".")
        is_ours = consteq(signature, self._sign_form(secret, subject))
        return secret if secret and is_ours else ""

    @api.model
    def _sign_form(self, secret: str, subject: str) -> str:
        message = (self._name, subject, secret)
        signature = hmac(self.env(su=True), "aftersales_form", message)
        return signature[:SIGNATURE_LENGTH]

    @api.model
    def _find_by_form(self, secrets: list[str], domain: Domain):
        """Documents made by these forms, with raised rights."""
        if not secrets:
            return self.sudo().browse()
        return self.sudo().search(Domain("form_key", "in", secrets) & domain)

    @api.model
    def _create_from_form(self, secret: str, prepare: Callable[[], dict], files):
        """Create the document for a visitor, who may not create any himself; empty if
        this form was sent before.

        Raised rights write nothing but what ``prepare`` returns.

        :param files: (name, content) of what was sent along
        """
        if self._find_by_form([secret], Domain.TRUE):
            return self.sudo().browse()
        try:
            with self.env.cr.savepoint():
                document = self.sudo().create({**prepare(), "form_key": secret})
                document._keep_files(files)
        except UniqueViolation:
            # The other click got there first, on another server.
            return self.sudo().browse()
        return document

    def _keep_files(self, files) -> None:
        """Keep with the document what was sent along."""
        self.ensure_one()
        self.env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for name, content in files
            ]
        )
