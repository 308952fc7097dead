from odoo import api, models
from odoo.fields import Domain

# Rows of one section; what is older stands in the lists of the system.
LIMIT = 200


class ResPartner(models.Model):
    """The customer file (客户档案): what is known of a customer, on one page.

    Each section reads with the user's own rights, in one search. Other rooms add theirs
    by extending ``_get_customer_file_sections``.
    """

    _inherit = "res.partner"

    def action_open_customer_file(self):
        """Open the file; who works on an order of the customer need not say why."""
        self.ensure_one()
        self.check_access("read")
        file = self.env["aftersales.customer.file"].create(
            {"partner_id": self.id, "reason": self._get_file_reason()}
        )
        return file.action_open_file() if file.reason else file._get_action()

    def _get_file_reason(self) -> str | bool:
        """The order of this customer that the user works on now."""
        order = self.env["aftersales.order"].search(
            [*self._get_file_domain(), ("is_open", "=", True)], limit=1
        )
        if not order:
            return False
        return self.env._("Service order %(order)s", order=order.name)

    def _get_file_domain(self, path: str = "partner_id") -> list:
        self.ensure_one()
        return [(path, "child_of", self.sudo().commercial_partner_id.id)]

    def _get_customer_file(self) -> list[dict]:
        """Sections of the file that hold something.

        Each is ``{"key", "title", "columns": [title], "rows": [[cell]], "more"}``.
        """
        self.ensure_one()
        return [
            section for section in self._get_customer_file_sections() if section["rows"]
        ]

    def _get_customer_file_sections(self) -> list[dict]:
        """All sections in their order; those of later rooms come behind.

        Who has no order with the customer reads that he exists, and no more.
        """
        if self._get_masked():
            return [self._get_file_contacts()]
        visits = self._find_file_visits()
        return [
            self._get_file_contacts(),
            self._get_file_goods(),
            self._get_file_units(),
            self._get_file_reports(),
            self._get_file_visits(visits),
            self._get_file_briefings(visits),
            self._get_file_opinions(visits),
            self._get_file_satisfaction(visits),
            self._get_file_parts(),
            self._get_file_claims(),
            self._get_file_invoices(),
        ]

    # -- helpers ----------------------------------------------------------------------

    @api.model
    def _find_for_file(self, model: str, domain, order: str | None = None):
        """Records the user may read, newest first; none where he may read none.

        What they point to is named, whether or not he may open it.
        """
        Model = self.env[model]
        if not Model.has_access("read"):
            return Model.sudo().browse()
        return Model.search(Domain(domain), order=order, limit=LIMIT + 1).sudo()

    @api.model
    def _make_section(self, key: str, title: str, columns, records, row) -> dict:
        """A section of one row a record.

        :param row: function that makes the cells of a record
        """
        return {
            "key": key,
            "title": title,
            "columns": list(columns),
            "rows": [
                ["" if cell in (False, None) else str(cell) for cell in row(record)]
                for record in records[:LIMIT]
            ],
            "more": len(records) > LIMIT,
        }

    @api.model
    def _get_file_label(self, record, name: str) -> str:
        """Label of a selection, in the user's language."""
        field = record._fields[name]
        # As the user reads it: the records come as superuser, with the same language.
        return dict(field._description_selection(self.env)).get(record[name], "")
