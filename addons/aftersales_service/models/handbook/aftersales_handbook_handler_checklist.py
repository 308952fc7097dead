from odoo import api, fields, models

from ...tools.handbook import Value


class AftersalesHandbookHandler(models.AbstractModel):
    """Checklists: the company's own copy of a shipped one, published."""

    _inherit = "aftersales.handbook.handler"

    @api.model
    def _propose_checklist(self, item) -> Value:
        return self._get_checklist_value(item.checklist_id)

    @api.model
    def _get_checklist_value(self, checklist) -> Value:
        return Value(checklist.code or None, checklist.name or "")

    @api.model
    def _get_own_checklists(self, items, company):
        return self.env["aftersales.checklist"].search(
            [
                ("company_id", "=", company.id),
                ("code", "in", items.checklist_id.mapped("code")),
                ("state", "=", "published"),
            ]
        )

    @api.model
    def _read_checklist(self, items, company, records) -> dict:
        own = self._get_own_checklists(items, company).grouped("code")
        nothing = self.env["aftersales.checklist"]
        return {
            item: self._get_checklist_value(own.get(item.checklist_id.code, nothing))
            for item in items
        }

    @api.model
    def _apply_checklist(self, items, company, records, categories) -> dict:
        visited = self.env["aftersales.order.type"].search([("needs_visit", "=", True)])
        versions = dict(
            items.checklist_id._read_group(
                [("company_id", "=", company.id)], ["code"], ["version:max"]
            )
        )
        made = {}
        for item in items:
            template = item.checklist_id
            checklist = template.copy(
                {
                    "code": template.code,
                    "version": versions.get(template.code, 0) + 1,
                    "company_id": company.id,
                    "order_type_ids": [
                        fields.Command.set(
                            visited.ids if template.usage == "visit" else []
                        )
                    ],
                }
            )
            checklist.action_publish()
            made[item] = checklist
        return made
