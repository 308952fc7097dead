from odoo import fields, models


class AftersalesDocumentChapter(models.Model):
    """A chapter a document is made of: own words, with places that live facts fill."""

    _name = "aftersales.document.chapter"
    _description = "Chapter of a Document"
    _order = "document_id, sequence, id"

    document_id = fields.Many2one(
        "aftersales.document", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="document_id.company_id")
    sequence = fields.Integer(default=10)
    number = fields.Char(string="Chapter", required=True)
    name = fields.Char(string="Heading", required=True, translate=True)
    body = fields.Html(
        string="Wording",
        translate=True,
        help="[[company]], [[sla_table]] and the like are filled when a revision is "
        "made.",
    )

    _number_uniq = models.UniqueIndex(
        "(document_id, number)", "A document has each chapter once."
    )
