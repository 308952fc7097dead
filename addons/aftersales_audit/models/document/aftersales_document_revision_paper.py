from odoo import models


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
