from odoo import fields, models


class AftersalesArchivePiece(models.Model):
    """Printed papers of a batch that is being packed; a killed run goes on behind the
    last piece. They are gone when the file is made."""

    _name = "aftersales.archive.piece"
    _description = "Piece of an Archive File"
    _order = "batch_id, first"

    batch_id = fields.Many2one(
        "aftersales.archive.batch",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    first = fields.Integer(
        string="From Paper", readonly=True, help="Place of its first paper."
    )
    name = fields.Char(string="File", required=True, readonly=True)
    content = fields.Binary(attachment=True, readonly=True)

    _first_uniq = models.UniqueIndex(
        "(batch_id, first)", "A piece holds papers of its own."
    )
