from odoo import api, fields, models

from ...tools.handbook import Value


class AftersalesHandbookHandler(models.AbstractModel):
    """Targets of key figures: drafts for the company and this year, to be approved."""

    _inherit = "aftersales.handbook.handler"

    @api.model
    def _propose_kpi_target(self, item) -> Value:
        return self._get_kpi_value(item.kpi_id, item.amount)

    @api.model
    def _get_kpi_value(self, key_figure, value: float) -> Value:
        units = dict(key_figure._fields["unit"]._description_selection(self.env))
        label = f"{value:g} {units.get(key_figure.unit, '')}"
        return Value(f"{key_figure.code} {value:g}", label)

    @api.model
    def _get_own_kpi_targets(self, items, company) -> dict:
        """By key figure, the newest version of this year's target of the company."""
        targets = self.env["aftersales.kpi.target"].search(
            [
                ("company_id", "=", company.id),
                ("kpi_id", "in", items.kpi_id.ids),
                ("year", "=", fields.Date.context_today(self).year),
                ("quarter", "=", False),
                ("department_id", "=", False),
                ("outlet_id", "=", False),
                ("state", "!=", "superseded"),
            ],
            order="version, id",
        )
        return {target.kpi_id: target for target in targets}

    @api.model
    def _read_kpi_target(self, items, company, records) -> dict:
        own = self._get_own_kpi_targets(items, company)
        return {
            item: self._get_kpi_value(item.kpi_id, own[item.kpi_id].value)
            if item.kpi_id in own
            else Value(None)
            for item in items
        }

    @api.model
    def _apply_kpi_target(self, items, company, records, categories) -> dict:
        own = self._get_own_kpi_targets(items, company)
        created = self.env["aftersales.kpi.target"].create(
            [
                self._prepare_kpi_target_vals(item, company)
                for item in items
                if item.kpi_id not in own
            ]
        )
        made = {target.kpi_id: target for target in created}
        for item in items:
            target = own.get(item.kpi_id)
            if target is None:
                continue
            if target.state == "approved":
                target = target.browse(target.action_revise()["res_id"])
            elif target.state != "draft":
                target.action_return()
            target.value = item.amount
            made[item.kpi_id] = target
        return {item: made[item.kpi_id] for item in items}

    @api.model
    def _prepare_kpi_target_vals(self, item, company) -> dict:
        return {
            "kpi_id": item.kpi_id.id,
            "company_id": company.id,
            "value": item.amount,
            "basis": f"{item.handbook_id.source} ({item.rules})",
        }
