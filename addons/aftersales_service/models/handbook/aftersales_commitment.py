from odoo import models


class AftersalesCommitment(models.Model):
    _inherit = "aftersales.commitment"

    def _copy_words(self, item) -> None:
        """Title and statement of a handbook's item, in every installed language."""
        self.ensure_one()
        for lang, _name in self.env["res.lang"].get_installed():
            there = item.with_context(lang=lang)
            self.with_context(lang=lang).write(
                {"name": there.title, "statement": there.statement}
            )
