from odoo import api, models
from odoo.exceptions import UserError

#: What the lines were made from.
AGREED = frozenset(
    {"company_id", "scheme_id", "matrix_id", "date_from", "date_to"}
    | {"department_ids", "outlet_ids"}
)
#: What the steps of an evaluation find, and nobody types.
FOUND = frozenset(
    {"score", "has_score", "digest", "evidence_file", "evidence_digest"}
    | {"opened_at", "closed_at"}
)


class AftersalesAudit(models.Model):
    """What nobody writes by hand, whatever his client: the screens only show it."""

    _inherit = "aftersales.audit"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_found(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_found(vals)
        if AGREED & vals.keys() and not self.env.su:
            self._refuse_sealed()
            self._refuse(
                [
                    self.env._(
                        "%(audit)s is planned: scheme, period, departments and outlets "
                        "are settled. Cancel it and plan another one.",
                        audit=audit.name,
                    )
                    for audit in self
                    if audit.state != "draft"
                ]
            )
        return super().write(vals)

    def _check_found(self, vals: dict) -> None:
        typed = sorted(FOUND & vals.keys())
        if typed and not self.env.su and not self._is_in_step():
            labels = self.fields_get(typed, ["string"])
            raise UserError(
                self.env._(
                    "%(fields)s: the steps of the evaluation find it, nobody types it. "
                    "Leave it out.",
                    fields=", ".join(labels[name]["string"] for name in labels),
                )
            )
