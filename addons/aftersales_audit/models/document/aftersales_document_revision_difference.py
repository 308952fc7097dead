from lxml import html

from odoo import api, fields, models

from ...tools import text_difference

#: What stands on a line of its own; a row of a table is read as one.
LINES = ("p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "pre", "blockquote")
CELLS = ("td", "th")
#: Who sees revisions that are not in force.
KEEPERS = (
    "aftersales_audit.group_document_controller,aftersales_audit.group_management,"
    "aftersales_service.group_inspector,aftersales_service.group_service_manager"
)


class AftersalesDocumentRevision(models.Model):
    """What a revision says otherwise than the one before it."""

    _inherit = "aftersales.document.revision"

    previous_id = fields.Many2one(
        "aftersales.document.revision",
        string="Revision Before",
        compute="_compute_previous_id",
        groups=KEEPERS,
    )
    difference = fields.Html(
        string="What Is Different",
        compute="_compute_difference",
        sanitize=False,
        groups=KEEPERS,
    )

    @api.depends("document_id.revision_ids.issued_at")
    def _compute_previous_id(self):
        for revision in self:
            earlier = revision.document_id.revision_ids.filtered(
                lambda item, one=revision: item.issued_at and item.id < one._origin.id
            )
            revision.previous_id = earlier.sorted("id")[-1:]

    @api.depends("body", "file_ids", "previous_id")
    @api.depends_context("lang")
    def _compute_difference(self):
        for revision in self:
            before = revision.previous_id
            revision.difference = (
                revision._render_difference(before) if before else False
            )

    def _render_difference(self, before):
        passages = text_difference.difference(before._get_lines(), self._get_lines())
        return self.env["ir.qweb"]._render(
            "aftersales_audit.document_difference", {"passages": passages}
        )

    def _get_lines(self) -> list[str]:
        """Text and files, a line for each paragraph, row of a table or file."""
        source = " ".join((self.body or "").split())
        tree = html.fragment_fromstring(source, create_parent="div")
        for node in tree.iter(*LINES, *CELLS):
            end = "\n" if node.tag in LINES else " | "
            node.tail = end + (node.tail or "")
            if node.tag in LINES:
                node.text = "\n" + (node.text or "")
        lines = (line.strip(" |") for line in tree.text_content().splitlines())
        files = (f"{file.name} ({file.checksum[:8]})" for file in self.file_ids)
        return [*filter(None, lines), *files]
