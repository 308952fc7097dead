from odoo import api, models

from ...tools.handbook import Value


class AftersalesHandbookHandler(models.AbstractModel):
    """What a handbook asks of people: certified managers, years in related posts.

    Years become an archived requirement of every technician: once it holds, nobody is
    sent before he is put on duty, so a person decides from when on, and for which post.
    """

    _inherit = "aftersales.handbook.handler"

    @api.model
    def _get_kinds(self) -> list[tuple[str, str]]:
        labels = {
            "manager_minimum": self.env._("Certified Managers"),
            "post_years": self.env._("Years in Related Posts"),
        }
        return [*super()._get_kinds(), *labels.items()]

    @api.model
    def _propose_manager_minimum(self, item) -> Value:
        return Value(f"{item.amount:g}", f"{item.amount:g}")

    @api.model
    def _find_manager_quota(self, company):
        """The company's own line for all its service managers."""
        return self.env["aftersales.manager.quota"].search(
            [("company_id", "=", company.id), ("outlet_kind", "=", False)]
        )

    @api.model
    def _read_manager_minimum(self, items, company, records) -> dict:
        quota = self._find_manager_quota(company)
        value = Value(f"{quota.minimum:g}", f"{quota.minimum:g}") if quota else None
        return dict.fromkeys(items, value or Value(None))

    @api.model
    def _apply_manager_minimum(self, items, company, records, categories) -> dict:
        quota = self._find_manager_quota(company)
        minimum = int(max(items.mapped("amount")))
        if quota:
            quota.minimum = minimum
        else:
            quota = quota.create({"company_id": company.id, "minimum": minimum})
        return dict.fromkeys(items, quota)

    @api.model
    def _propose_post_years(self, item) -> Value:
        return Value(f"{item.amount:g}", f"{item.amount:g}")

    @api.model
    def _find_post_requirement(self, company):
        """That of every technician, in force or not."""
        return (
            self.env["aftersales.post.requirement"]
            .with_context(active_test=False)
            .search(
                [("company_id", "=", company.id), ("job_id", "=", False)],
                order="active desc, id desc",
                limit=1,
            )
        )

    @api.model
    def _read_post_years(self, items, company, records) -> dict:
        found = self._find_post_requirement(company)
        years = f"{found.experience_years:g}"
        return dict.fromkeys(items, Value(years, years) if found else Value(None))

    @api.model
    def _apply_post_years(self, items, company, records, categories) -> dict:
        found = self._find_post_requirement(company)
        years = max(items.mapped("amount"))
        if found:
            found.experience_years = years
        else:
            found = found.create(
                {
                    "company_id": company.id,
                    "experience_years": years,
                    "active": False,
                    "note": items[:1].note,
                }
            )
        return dict.fromkeys(items, found)
