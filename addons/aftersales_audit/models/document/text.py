from odoo import fields


class WholeHtml(fields.Html):
    """Sanitized text that each language has as a whole.

    The host translates HTML term by term: writing the Chinese text would put its
    structure, and its words, in place of the English one.
    """

    def _get_attrs(self, model_class, name):
        return {**super()._get_attrs(model_class, name), "translate": True}
