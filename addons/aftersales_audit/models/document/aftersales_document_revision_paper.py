from base64 import b64encode

from markupsafe import Markup

from odoo import models

#: A word across a part of the page that is repeated downwards.
WATERMARK = """<svg xmlns="http://www.w3.org/2000/svg" width="700" height="430">
<text x="350" y="230" font-size="90" font-family="sans-serif" font-weight="bold"
text-anchor="middle" fill="#f3d3d8" transform="rotate(-28 350 215)">%s</text></svg>"""


class AftersalesDocumentRevision(models.Model):
    """What is printed: cover, revision block, change record, text."""

    _inherit = "aftersales.document.revision"

    def _get_report_base_filename(self):
        self.ensure_one()
        name = f"{self.document_id.code} {self.document_id.name} {self.number}"
        return name.replace("/", "-")

    def _get_changes_until(self):
        """The change record of this revision and of those before it."""
        self.ensure_one()
        earlier = self.document_id.sudo().revision_ids.filtered(
            lambda item: item.id <= self.id and (item.issued_at or item == self)
        )
        return earlier.sorted("id").change_ids

    def _get_mark(self) -> str:
        """Word across every page of a paper that must not be worked by."""
        self.ensure_one()
        if self.is_obsolete:
            return self.env._("OBSOLETE")
        if self.state != "in_force":
            return self.env._("DRAFT")
        return ""

    def _get_watermark(self) -> str:
        """The mark as a picture that fills the paper, so that no page goes without."""
        self.ensure_one()
        mark = self._get_mark()
        if not mark:
            return ""
        picture = Markup(WATERMARK) % mark
        return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"

    def _take_over_text(self, before) -> None:
        """Begin with what the valid revision says, in every language."""
        self.ensure_one()
        if self.document_id.chapter_ids:
            self._compose()
        elif before:
            for lang, _name in self.env["res.lang"].get_installed():
                localized = self.with_context(lang=lang)
                localized.body = before.with_context(lang=lang).body
            self.file_ids = before.file_ids.copy(
                {"res_model": self._name, "res_id": self.id}
            )
