from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.complaint_repeat import Matter, find_repeat
from ..flow_mixin import STEP


class AftersalesComplaint(models.Model):
    """How a complaint comes in, and whether it is the same one again."""

    _inherit = "aftersales.complaint"

    repeat_of_id = fields.Many2one(
        "aftersales.complaint",
        string="Repeats Complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The last complaint of the same customer about the same matter (R243).",
    )
    repeat_ids = fields.One2many(
        "aftersales.complaint", "repeat_of_id", string="Repeated By"
    )
    repeat_count = fields.Integer(
        string="Earlier Complaints",
        readonly=True,
        copy=False,
        help="How often the same customer has complained of the same before.",
    )

    @api.model
    def _get_step_fields(self) -> set[str]:
        return super()._get_step_fields() | {"repeat_of_id", "repeat_count"}

    @api.model
    def _register_complaints(self, vals_list: list[dict]):
        """Complaints of any channel, one for each of ``vals_list``, in its order.

        Those whose ``source_key`` is registered already are returned, not made again.
        To complain is a right of everybody, not of a role.
        """
        complaints = self.sudo()
        keys = [vals["source_key"] for vals in vals_list if vals.get("source_key")]
        known = {}
        if keys:
            found = complaints.search([("source_key", "in", keys)])
            known = {complaint.source_key: complaint for complaint in found}
        anew: list[dict] = []
        places: list = []
        for vals in vals_list:
            key = vals.get("source_key")
            if key in known:
                places.append(known[key])
                continue
            if key:
                known[key] = len(anew)
            places.append(len(anew))
            anew.append(vals)
        made = complaints.with_context(_aftersales_step=STEP).create(anew)
        made = made.with_env(complaints.env)
        ids = [made[p].id if isinstance(p, int) else p.id for p in places]
        return self.browse(ids)

    def _take_in(self) -> None:
        """What a new complaint calls for at once, for a whole batch."""
        self._find_repeats()
        self._follow_level()

    def _find_repeats(self) -> None:
        """Link complaints to the last one of the same customer and matter (R243)."""
        earlier = self._search_earlier()
        matters = [complaint._to_matter() for complaint in earlier | self]
        for complaint in self.sorted(lambda c: (c.received_at, c.id)):
            days = complaint.company_id.aftersales_complaint_repeat_days
            found = find_repeat(complaint._to_matter(), matters, days)
            if found:
                before = self.browse(found).sudo()
                complaint.repeat_of_id = found
                complaint.repeat_count = before.repeat_count + 1
                before._message_log(
                    body=self.env._(
                        "The customer has complained of the same again: %(complaint)s.",
                        complaint=complaint.name,
                    )
                )

    def _search_earlier(self):
        """Complaints that some of these may repeat, in one search.

        Read with raised rights: what another outlet was told counts as well.
        """
        earliest = min(self.mapped("received_at"), default=fields.Datetime.now())
        companies = self.company_id
        days = max(companies.mapped("aftersales_complaint_repeat_days"), default=0)
        customers = Domain.FALSE
        partners = self.sudo().commercial_partner_id
        if partners:
            customers |= Domain("partner_id", "child_of", partners.ids)
        phones = [key for key in self.mapped("phone_key") if key]
        if phones:
            customers |= Domain("phone_key", "in", phones)
        return self.sudo().search(
            customers
            & Domain("company_id", "in", companies.ids)
            & Domain("category_id", "in", self.category_id.ids)
            & Domain("received_at", ">=", fields.Datetime.subtract(earliest, days=days))
            & Domain("state", "!=", "cancelled")
            & Domain("id", "not in", self.ids)
        )

    def _to_matter(self) -> Matter:
        self.ensure_one()
        complaint = self.sudo()
        customers = {("partner", complaint.commercial_partner_id.id)}
        customers |= {("phone", complaint.phone_key)}
        objects = {("order", complaint.order_id.id)}
        objects |= {("unit", complaint.equipment_id.id)}
        if not complaint.equipment_id:
            objects |= {("product", complaint.product_id.id)}
        return Matter(
            complaint.id,
            frozenset(mark for mark in customers if mark[1]),
            complaint.category_id.id,
            frozenset(mark for mark in objects if mark[1]),
            complaint.received_at,
        )
