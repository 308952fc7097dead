import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import device_time

OFFICE_GROUPS = (
    "aftersales_service.group_dispatcher",
    "aftersales_service.group_outlet_manager",
)


class AftersalesFieldAction(models.Model):
    """What a technician did on his phone, once, in his order, with both times.

    The phone sends its queue when the network is back, and again when it got no
    answer: the number it gave an action makes the second time harmless. What is
    refused stays here with all it carried until somebody retries or dismisses it.
    How it is received stands in ``_intake``, how each kind is applied in ``_kinds``.
    """

    _name = "aftersales.field.action"
    _description = "Phone Action"
    _order = "id desc"
    _check_company_auto = True

    uuid = fields.Char(string="Number on the Phone", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    dispatch_id = fields.Many2one(
        "aftersales.dispatch",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    outlet_id = fields.Many2one(related="dispatch_id.outlet_id", store=True, index=True)
    kind = fields.Selection(
        [
            ("accept", "Accept Job"),
            ("depart", "Depart"),
            ("arrive", "Arrive"),
            ("assess", "Assess"),
            ("write", "Entries"),
            ("photo", "Photo"),
            ("part", "Part From the Van"),
            ("checklist", "Checklist"),
            ("price", "Price Confirmed"),
            ("receipt", "Equipment Taken"),
            ("payment", "Payment on Site"),
            ("help", "Ask for Help"),
            ("sign", "Signature"),
            ("refuse", "Signature Refused"),
            ("finish", "Finish"),
            ("unknown", "Unknown"),
        ],
        required=True,
        readonly=True,
    )
    payload = fields.Json(readonly=True, help="What the phone sent, without the file.")
    payload_text = fields.Text(string="Sent", compute="_compute_payload_text")
    file = fields.Binary(
        string="Photo or Signature",
        attachment=True,
        readonly=True,
        help="Kept until it has found its place on the visit.",
    )
    state = fields.Selection(
        [("done", "Done"), ("conflict", "Conflict"), ("dismissed", "Dismissed")],
        required=True,
        readonly=True,
        default="conflict",
        index=True,
    )
    message = fields.Text(readonly=True, help="Why it was refused.")
    dismissed_by_id = fields.Many2one("res.users", readonly=True)
    known_version = fields.Char(
        readonly=True, help="State of the visit that the phone knew."
    )
    device_at = fields.Datetime(
        string="Time on the Phone",
        readonly=True,
        help="As the phone's clock showed it.",
    )
    received_at = fields.Datetime(
        string="Reached the Server", required=True, readonly=True
    )
    skew_seconds = fields.Integer(
        string="Phone's Clock Off (s)",
        readonly=True,
        help="Seconds the phone's clock was behind when it sent.",
    )
    effective_at = fields.Datetime(
        string="Recorded As",
        readonly=True,
        help="The moment that steps are stamped with.",
    )
    time_source = fields.Selection(
        [
            (device_time.DEVICE, "The Phone's Time"),
            (device_time.CORRECTED, "The Phone's Time, Clock Corrected"),
            (device_time.FUTURE, "Time of Arrival: the Phone's Lies in the Future"),
            (
                device_time.BEFORE,
                "Time of Arrival: the Phone's Precedes the Last Step",
            ),
            (device_time.UNKNOWN, "Time of Arrival: the Phone Sent None"),
        ],
        readonly=True,
    )

    # One phone's number means nothing on another user's phone.
    _uuid_uniq = models.UniqueIndex(
        "(user_id, uuid)", "This action of the phone has been received already."
    )

    @api.depends("kind", "dispatch_id.name")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for action in self:
            # The technician of a visit that is no longer his keeps his action.
            visit = action.sudo().dispatch_id.name
            action.display_name = " · ".join(filter(None, (labels[action.kind], visit)))

    @api.depends("payload")
    def _compute_payload_text(self):
        for action in self:
            values = (action.payload or {}).get("values") or {}
            action.payload_text = "\n".join(
                f"{name}: {json.dumps(value, ensure_ascii=False)}"
                for name, value in values.items()
            )

    # -- conflicts ------------------------------------------------------------------

    def action_retry(self):
        """Try again what was refused, as the technician, with what he sent."""
        self._check_may_resolve()
        # In the order they were recorded in: one may be what the next one waits for.
        for action in self.sudo().sorted("id"):
            if action.state == "conflict":
                action._apply()

    def action_dismiss(self):
        """Give up what was refused; it stays on record with who gave it up."""
        self._check_may_resolve()
        self.sudo().filtered(lambda action: action.state == "conflict").write(
            {"state": "dismissed", "dismissed_by_id": self.env.uid}
        )

    def _check_may_resolve(self) -> None:
        self.check_access("read")
        is_office = any(self.env.user.has_group(group) for group in OFFICE_GROUPS)
        if not is_office and any(action.user_id != self.env.user for action in self):
            raise UserError(
                self.env._("Retry or dismiss what you have recorded yourself only.")
            )

    def _set_values(self, values: dict) -> None:
        """Entries that the technician corrected after they were refused."""
        self.ensure_one()
        if self.state != "conflict":
            return
        payload = dict(self.payload or {})
        payload["values"] = {**(payload.get("values") or {}), **values}
        self.sudo().payload = payload
