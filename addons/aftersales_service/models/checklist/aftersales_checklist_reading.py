import binascii
from base64 import b64decode

from odoo import models
from odoo.tools.mimetypes import guess_mimetype

from ...tools import checklist as rules

# No SVG: it may carry scripts.
IMAGE_TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")


class AftersalesChecklistAnswer(models.Model):
    """An answer as a person or a page gives it → fields, or words on what is wrong."""

    _inherit = "aftersales.checklist.answer"

    def _read_value(self, raw) -> tuple[dict, str | None]:
        """Values to write for ``raw``, and what is wrong with it, if anything is."""
        self.ensure_one()
        if not rules.is_answered(raw):
            return self._read_nothing(), None
        return getattr(self, f"_read_{self.kind}")(raw)

    def _read_nothing(self) -> dict:
        vals = {self._get_value_field(self.kind): False}
        if self.kind == rules.NUMBER:
            vals["value_number"] = 0.0
        return vals

    def _read_text(self, raw) -> tuple[dict, str | None]:
        return {"value_text": str(raw)}, None

    def _read_number(self, raw) -> tuple[dict, str | None]:
        number = rules.to_number(raw)
        if number is None:
            return {}, self.env._(
                "Question “%(question)s”: “%(value)s” is not a number. Give one "
                "such as 12.5.",
                question=self.question_id.name,
                value=raw,
            )
        return {"value_number": number, "has_number": True}, None

    def _read_choice(self, raw) -> tuple[dict, str | None]:
        options = self.question_id.option_ids
        chosen = options.filtered(lambda option: option.name == raw)[:1]
        if not chosen:
            return {}, self.env._(
                "Question “%(question)s”: “%(value)s” is not among the options. "
                "Choose one of: %(options)s.",
                question=self.question_id.name,
                value=raw,
                options=", ".join(options.mapped("name")),
            )
        return {"option_id": chosen.id}, None

    def _read_photo(self, raw) -> tuple[dict, str | None]:
        if isinstance(raw, str):
            raw = raw.encode()
        if raw == self.thumbnail:
            # A page sends back what it was shown: the picture itself stays.
            return {}, None
        try:
            kind = guess_mimetype(b64decode(raw, validate=True))
        except (binascii.Error, TypeError, ValueError):
            kind = None
        if kind not in IMAGE_TYPES:
            return {}, self.env._(
                "Question “%(question)s”: this is not a picture. Take a photo, or "
                "choose a JPEG, PNG, GIF or WebP file.",
                question=self.question_id.name,
            )
        return {"value_image": raw}, None

    def _read_signature(self, raw) -> tuple[dict, str | None]:
        return self._read_photo(raw)
