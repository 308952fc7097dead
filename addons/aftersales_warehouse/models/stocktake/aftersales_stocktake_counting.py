import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import stocktake_flow

# Lines that a phone shows at once.
PAGE = 40
FILTERS = {
    "todo": Domain("status", "in", ("open", "recount")),
    "counted": Domain("status", "in", ("counted", "recounted")),
    "all": Domain.TRUE,
}
MAX_PHOTO_BYTES = 10 * 2**20


class AftersalesStocktake(models.Model):
    """What the counter's screen asks and tells. No answer holds a book quantity."""

    _inherit = "aftersales.stocktake"

    can_count = fields.Boolean(compute="_compute_can_count")

    @api.depends("state", "counter_ids", "supervisor_id")
    @api.depends_context("uid")
    def _compute_can_count(self):
        for record in self:
            record.can_count = record.state in stocktake_flow.COUNTING and (
                record._may_count(self.env.user)
            )

    def _may_count(self, user) -> bool:
        self.ensure_one()
        if self.env.su:
            return True
        if user == self.supervisor_id:
            return False
        return not self.counter_ids or user in self.counter_ids

    def action_count(self):
        """Open the screen for a phone."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "aftersales_warehouse.aftersales_stocktake_count_action"
        )
        return {**action, "name": self.name, "context": {"active_id": self.id}}

    @api.readonly
    def action_load_count(
        self, which: str = "todo", query: str = "", offset: int = 0
    ) -> dict:
        """A page of the sheet, without what the books say.

        :param which: ``todo``, ``counted`` or ``all``
        :param query: part of a product, lot or place
        :param offset: lines already shown
        :return: ``stocktake`` (what it is, how far it is) and ``lines``
        """
        self.ensure_one()
        self.check_access("read")
        domain = Domain("stocktake_id", "=", self.id) & FILTERS.get(which, Domain.TRUE)
        if query.strip():
            domain &= Domain.OR(
                Domain(field, "ilike", query.strip())
                for field in ("product_id", "lot_id", "location_id")
            )
        lines = self.line_ids.search(domain, order="id", limit=PAGE + 1, offset=offset)
        return {
            "stocktake": self._prepare_header(),
            "lines": lines[:PAGE]._prepare_cards(),
            "has_more": len(lines) > PAGE,
        }

    def action_record_count(
        self, line_id: int, quantity: float, replace: bool = False
    ) -> dict:
        """Write down one line.

        :param line_id: of this stocktake
        :param quantity: what is there
        :param replace: also what another counter has counted meanwhile
        :return: ``stocktake`` and ``line``, or ``taken``: who was faster
        """
        line = self._get_own_line(line_id)
        taken = line.counted_by_id
        if taken and taken != self.env.user and not replace:
            return {"taken": taken.sudo().name}
        line._record_counts({line.id: quantity}, replace=replace)
        return {"stocktake": self._prepare_header(), "line": line._prepare_cards()[0]}

    def action_add_photo(self, line_id: int, name: str, data: str) -> dict:
        """A photo as proof of what is there.

        :param line_id: of this stocktake
        :param name: of the file
        :param data: base64
        :return: ``line``
        """
        line = self._get_own_line(line_id)
        line._check_counter()
        line._check_explainable({})
        content = base64.b64decode(data, validate=True)
        if not content or len(content) > MAX_PHOTO_BYTES:
            raise UserError(
                self.env._(
                    "%(line)s: a photo of at most %(size)s MB is needed.",
                    line=line.display_name,
                    size=MAX_PHOTO_BYTES // 2**20,
                )
            )
        photo = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": name,
                    "raw": content,
                    "res_model": line._name,
                    "res_id": line.id,
                }
            )
        )
        line.sudo().write({"photo_ids": [fields.Command.link(photo.id)]})
        return {"line": line._prepare_cards()[0]}

    def _get_own_line(self, line_id: int):
        self.ensure_one()
        self.check_access("read")
        line = self.line_ids.browse(line_id).exists()
        if line.stocktake_id != self:
            raise UserError(
                self.env._(
                    "This line is not on the sheet of %(stocktake)s any more. Load the "
                    "page again.",
                    stocktake=self.name,
                )
            )
        return line

    def _prepare_header(self) -> dict:
        self.ensure_one()
        labels = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.name,
            "warehouse": self.warehouse_id.sudo().name,
            "date": fields.Date.to_string(self.date),
            "state": self.state,
            "state_label": labels[self.state],
            "can_count": self.can_count,
            "line_count": self.line_count,
            "counted_count": self.line_count - self.todo_count,
            "todo_count": self.todo_count,
        }
