from odoo import api, models
from odoo.fields import Domain

from ...tools import archive_calendar, archive_flow
from .aftersales_archive_source import Source

PHONE_LOG = (
    *("name", "received_at", "partner_id", "contact_name", "phone", "site_city"),
    *("product_id", "serial", "description", "outlet_id", "technician_id"),
    *("user_id", "dispatched_at", "state"),
)
SLIP = (
    *("name", "order_id", "partner_id", "outlet_id", "technician_ids", "equipment_id"),
    *("scheduled_start", "departed_at", "arrived_at", "finished_at", "returned_at"),
    *("outcome", "work_done", "briefing_given", "opinion", "opinion_note"),
    *("signed_by", "signature", "signature_refused_reason", "debrief_note"),
)
RECEIPT = (
    *("name", "order_id", "partner_id", "equipment_id", "description", "quantity"),
    *("condition", "accessories", "taken_at", "returned_at", "returned_condition"),
    "recovered_at",
)
ORDER = (
    *("name", "type_id", "channel", "priority", "partner_id", "contact_name", "phone"),
    *("site_city", "outlet_id", "technician_id", "product_id", "serial"),
    *("description", "symptom_id", "cause_id", "remedy_id", "solution"),
    *("received_at", "accepted_at", "dispatched_at", "arrived_at", "assessed_at"),
    *("repaired_at", "signed_at", "settled_at", "closed_at", "dispatch_ids"),
    *("receipt_ids", "repair_ids", "signed_by", "signature"),
    "signature_refused_reason",
)


class AftersalesArchiveSource(models.AbstractModel):
    """The papers of the handbook: phone log, slips, receipts, files of orders."""

    _inherit = "aftersales.archive.source"

    @api.model
    def _search_period(self, batch, model: str, moment: str, domain=Domain.TRUE):
        """Records of the batch's company, outlet and period, oldest first; of those
        that are sealed also what was left over from earlier periods."""
        start, end = batch._get_moments()
        period = Domain(moment, ">=", start)
        if self._describe(batch.source).sealed_states:
            period |= self._get_left_over(batch, model, moment)
            period &= Domain("sealed_at", "=", False)
        domain = (
            Domain(domain)
            & period
            & Domain("company_id", "=", batch.company_id.id)
            & Domain(moment, "<", end)
        )
        if batch.rule_id.is_per_outlet:
            path = (
                "outlet_id"
                if "outlet_id" in self.env[model]._fields
                else "order_id.outlet_id"
            )
            domain &= Domain(path, "=", batch.outlet_id.id)
        return self.env[model].search(domain, order=f"{moment}, id")

    @api.model
    def _get_left_over(self, batch, model: str, moment: str) -> Domain:
        """Records since the rule began that no other batch holds, or held."""
        listed = self.env["aftersales.archive.line"]._search(
            [
                ("res_model", "=", model),
                ("batch_id", "!=", batch.id),
                ("batch_id.source", "=", batch.source),
                ("batch_id.state", "in", (*archive_flow.OPEN_STATES, "destroyed")),
            ]
        )
        rule = batch.rule_id
        first, _last = archive_calendar.bounds(rule.period, rule.date_start)
        return Domain(moment, ">=", batch._get_moment(first)) & Domain(
            "id", "not in", listed.subselect("res_id")
        )

    # -- telephone dispatch record (R395) -------------------------------------------

    @api.model
    def _describe_phone_log(self) -> Source:
        return Source("aftersales.order", PHONE_LOG)

    @api.model
    def _collect_phone_log(self, batch):
        return self._search_period(
            batch, "aftersales.order", "received_at", [("channel", "=", "phone")]
        )

    @api.model
    def _get_gaps_phone_log(self, orders) -> dict[int, list[str]]:
        return self._get_unfilled(orders, ("phone", "description", "user_id"))

    # -- dispatch slips (R396) ------------------------------------------------------

    @api.model
    def _describe_slip(self) -> Source:
        return Source(
            "aftersales.dispatch",
            SLIP,
            "aftersales_service.action_report_dispatch_slip",
            sealed_states=("returned",),
        )

    @api.model
    def _collect_slip(self, batch):
        """Visits that ended in the period, handed in or not: those show as gaps."""
        return self._search_period(
            batch,
            "aftersales.dispatch",
            "finished_at",
            [("state", "in", ("finished", "returned"))],
        )

    @api.model
    def _get_gaps_slip(self, dispatches) -> dict[int, list[str]]:
        gaps = self._get_unfilled(dispatches, ("work_done", "outcome"))
        for dispatch in dispatches:
            words = gaps.setdefault(dispatch.id, [])
            if dispatch.state != "returned":
                words.append(self.env._("the slip is not handed in"))
            if not dispatch.briefing_given and dispatch.outcome == "solved":
                words.append(self.env._("no briefing was given"))
            if not dispatch.order_id.needs_signature or dispatch.outcome != "solved":
                continue
            if not (dispatch.signature or dispatch.signature_refused_reason):
                words.append(self.env._("the customer's signature is missing"))
            if not dispatch.opinion:
                words.append(self.env._("the customer's opinion is missing"))
        return {key: words for key, words in gaps.items() if words}

    # -- equipment receipts (R397) --------------------------------------------------

    @api.model
    def _describe_receipt(self) -> Source:
        return Source(
            "aftersales.equipment.receipt",
            RECEIPT,
            "aftersales_service.action_report_equipment_receipt",
            sealed_states=("recovered",),
        )

    @api.model
    def _collect_receipt(self, batch):
        return self._search_period(
            batch,
            "aftersales.equipment.receipt",
            "returned_at",
            [("state", "in", ("returned", "recovered"))],
        )

    @api.model
    def _get_gaps_receipt(self, receipts) -> dict[int, list[str]]:
        gaps = self._get_unfilled(receipts, ("returned_condition",))
        for receipt in receipts:
            if receipt.state != "recovered":
                gaps.setdefault(receipt.id, []).append(
                    self.env._("the customer's copy is not back")
                )
        return gaps

    # -- all papers of the process (R400) -------------------------------------------

    @api.model
    def _describe_order(self) -> Source:
        return Source("aftersales.order", ORDER, sealed_states=("closed", "archived"))

    @api.model
    def _collect_order(self, batch):
        return self._search_period(
            batch,
            "aftersales.order",
            "closed_at",
            [("state", "in", ("closed", "archived"))],
        )

    @api.model
    def _get_gaps_order(self, orders) -> dict[int, list[str]]:
        """Closing looks at the papers already; here is what it lets pass."""
        gaps = self._get_unfilled(orders, ("description", "solution"))
        for order in orders:
            words = gaps.setdefault(order.id, [])
            visits = order.dispatch_ids.filtered(lambda d: d.state == "returned")
            if order._has_visit() and not visits:
                words.append(self.env._("there is no dispatch slip"))
            if order.needs_signature and visits and not any(visits.mapped("opinion")):
                words.append(self.env._("the customer's opinion is missing"))
        return {key: words for key, words in gaps.items() if words}

    # -- helper ---------------------------------------------------------------------

    @api.model
    def _get_unfilled(self, records, names) -> dict[int, list[str]]:
        """Columns that were left empty."""
        titles = records.fields_get(names, ["string"])
        return {
            record.id: words
            for record in records
            if (
                words := [
                    self.env._("%(field)s is empty", field=titles[name]["string"])
                    for name in names
                    if not record[name]
                ]
            )
        }
