from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.membership import Span


class AftersalesOutletMembership(models.Model):
    """Which outlet stood above which, from when to when. Only added to: what was
    settled by it can be looked at again."""

    _name = "aftersales.outlet.membership"
    _description = "Outlet Membership"
    _order = "outlet_id, date_from desc, id desc"
    _check_company_auto = True

    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="outlet_id.company_id", store=True, index=True, precompute=True
    )
    parent_id = fields.Many2one(
        "aftersales.outlet",
        string="Parent Outlet",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", readonly=True, help="Empty: until it changes.")
    reason = fields.Char(readonly=True)

    _dates_order = models.Constraint(
        "CHECK(date_to >= date_from)", "A membership ends after it has begun."
    )
    _start_uniq = models.UniqueIndex("(outlet_id, date_from)")
    _open_uniq = models.UniqueIndex(
        "(outlet_id) WHERE date_to IS NULL",
        "This outlet has a parent without an end already.",
    )

    @api.depends("outlet_id", "parent_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.outlet_id.name} ← {row.parent_id.name}"

    @api.constrains("outlet_id", "date_from", "date_to")
    def _check_overlap(self):
        rows = self.search(
            [("outlet_id", "in", self.outlet_id.ids)], order="outlet_id, date_from"
        )
        for before, after in zip(rows, rows[1:], strict=False):
            if before.outlet_id == after.outlet_id and (
                not before.date_to or before.date_to >= after.date_from
            ):
                raise ValidationError(
                    self.env._(
                        "%(outlet)s would stand below two outlets on %(day)s.",
                        outlet=after.outlet_id.display_name,
                        day=after.date_from,
                    )
                )

    def _to_span(self) -> Span:
        self.ensure_one()
        return Span(self.parent_id.id, self.date_from, self.date_to or None)
