from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import archive_calendar, archive_flow, archive_zip
from ..flag import flag_domain


class AftersalesArchiveBatch(models.Model):
    """The papers of one period: collected, handed in against signatures, sealed.

    This file holds what a batch *is*; ``_steps`` what it goes through, ``_seal`` and
    ``_pack`` how it is closed and made into one file, ``_keep`` how long it is kept.
    """

    _name = "aftersales.archive.batch"
    _description = "Archive Batch"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.signoff.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    rule_id = fields.Many2one(
        "aftersales.archive.rule",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    # As the rule said when the batch was made.
    source = fields.Selection(
        selection=lambda self: self.env["aftersales.archive.rule"]._selection_source(),
        string="Collected From",
        required=True,
        readonly=True,
    )
    period = fields.Selection(
        related="rule_id.period", store=True, precompute=True, string="Period"
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        readonly=True,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    date_from = fields.Date(string="From", required=True, readonly=True)
    date_to = fields.Date(string="To", required=True, readonly=True)
    due_date = fields.Date(string="Due", required=True, readonly=True, index=True)
    remind_date = fields.Date(string="Remind From", readonly=True)
    reminded_giver_at = fields.Datetime(string="Giver Reminded", readonly=True)
    reminded_receiver_at = fields.Datetime(string="Receiver Reminded", readonly=True)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    state = fields.Selection(
        [
            ("collecting", "Collecting"),
            ("handed_in", "Handed Over"),
            ("received", "Taken Over"),
            ("sealing", "Being Sealed"),
            ("sealed", "Sealed"),
            ("destroyed", "Destroyed"),
        ],
        default="collecting",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    line_ids = fields.One2many(
        "aftersales.archive.line", "batch_id", "Papers", readonly=False
    )
    collected_at = fields.Datetime(string="Collected", readonly=True, copy=False)
    line_count = fields.Integer(string="Number of Papers", readonly=True, copy=False)
    gap_count = fields.Integer(
        string="Incomplete", compute="_compute_gap_count", store=True
    )
    open_gap_count = fields.Integer(
        string="Not Explained", compute="_compute_gap_count", store=True
    )
    handed_in_at = fields.Datetime(string="Handed Over", readonly=True, copy=False)
    received_at = fields.Datetime(string="Taken Over", readonly=True, copy=False)
    sealed_at = fields.Datetime(string="Sealed", readonly=True, copy=False)
    destroyed_at = fields.Datetime(string="Destroyed", readonly=True, copy=False)
    send_back_reason = fields.Char(readonly=True, copy=False, tracking=True)
    note = fields.Text()

    zip_file = fields.Binary(
        string="Archive File",
        attachment=True,
        readonly=True,
        copy=False,
        # Handed over by `action_download` alone, which leaves a trace.
        groups=fields.NO_ACCESS,
    )
    zip_name = fields.Char(compute="_compute_zip_name")
    zip_size = fields.Integer(string="Size (bytes)", readonly=True, copy=False)
    zip_digest = fields.Char(
        string="SHA-256",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Of the archive file. Write it down elsewhere, too: it proves the file.",
    )
    packed_count = fields.Integer(string="Packed", readonly=True, copy=False)

    can_hand_in = fields.Boolean(compute="_compute_can")
    can_receive = fields.Boolean(compute="_compute_can")
    can_send_back = fields.Boolean(compute="_compute_can")
    can_seal = fields.Boolean(compute="_compute_can")
    can_destroy = fields.Boolean(compute="_compute_can")
    can_unseal = fields.Boolean(compute="_compute_can")

    _flow_roles = archive_flow.ROLES
    _flow_moments = archive_flow.MOMENTS
    _signed_fields = frozenset({"name", "company_id", "outlet_id", "source"})

    _period_uniq = models.UniqueIndex(
        "(rule_id, company_id, COALESCE(outlet_id, 0), date_from)",
        "There is a batch of this rule and period already.",
    )
    _period_order = models.Constraint(
        "CHECK(date_to >= date_from)", "The period must not end before it begins."
    )

    @api.depends("name", "rule_id.name", "date_from", "date_to")
    def _compute_display_name(self):
        for batch in self:
            batch.display_name = f"{batch.name} {batch.rule_id.name or ''}".strip()

    @api.depends("line_ids.gaps", "line_ids.excuse")
    def _compute_gap_count(self):
        # Two grouped queries, however many papers there are.
        gaps = self._count_lines(Domain("gaps", "!=", False))
        open_gaps = self._count_lines(
            Domain("gaps", "!=", False) & Domain("excuse", "=", False)
        )
        for batch in self:
            batch.gap_count = gaps.get(batch, 0)
            batch.open_gap_count = open_gaps.get(batch, 0)

    def _count_lines(self, domain: Domain) -> dict:
        domain &= Domain("batch_id", "in", self.ids)
        return dict(
            self.env["aftersales.archive.line"]._read_group(
                domain, ["batch_id"], ["__count"]
            )
        )

    @api.depends("due_date", "handed_in_at")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for batch in self:
            handed_in = batch.handed_in_at and batch._get_local(batch.handed_in_at)
            batch.is_overdue = bool(batch.due_date) and archive_calendar.is_overdue(
                batch.due_date, today, handed_in and handed_in.date()
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        # A list asks what is late now; what was late shows on the batch itself.
        late = Domain("state", "=", "collecting") & Domain(
            "due_date", "<", fields.Date.context_today(self)
        )
        return flag_domain(value, late)

    @api.depends("name", "zip_digest")
    def _compute_zip_name(self):
        for batch in self:
            batch.zip_name = (
                f"{batch.name.replace('/', '-')}.zip" if batch.zip_digest else False
            )

    @api.depends("state")
    def _compute_can(self):
        for batch in self:
            for step in (
                *("hand_in", "receive", "send_back", "seal", "destroy", "unseal"),
            ):
                batch[f"can_{step}"] = batch._can(step)

    def _get_flow(self):
        return archive_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "collect": self.env._("Collect Anew"),
            "hand_in": self.env._("Hand In"),
            "receive": self.env._("Receive"),
            "send_back": self.env._("Send Back"),
            "seal": self.env._("Seal"),
            "finish": self.env._("Finish"),
            "destroy": self.env._("Destroy"),
            "unseal": self.env._("Open the Seal"),
        }

    # -- days -----------------------------------------------------------------------

    def _get_zone(self):
        """Time zone of the company's desk, in which its days are counted."""
        self.ensure_one()
        calendar = self.company_id.sudo().resource_calendar_id
        return pytz.timezone(calendar.tz or "UTC")

    def _get_moments(self) -> tuple[datetime, datetime]:
        """Start of the period and the end of its last day, UTC, naive."""
        after = self.date_to + timedelta(days=1)
        return self._get_moment(self.date_from), self._get_moment(after)

    def _get_moment(self, day) -> datetime:
        """When a day begins, UTC, naive.

        :param day: date
        """
        local = self._get_zone().localize(datetime.combine(day, time.min))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _get_local(self, moment):
        return pytz.utc.localize(moment).astimezone(self._get_zone())

    # -- what is signed -------------------------------------------------------------

    def _get_signed_content(self) -> dict:
        self.ensure_one()
        return {
            "batch": self.name,
            "papers": self.source,
            "company": self.company_id.name,
            "outlet": self.outlet_id.name or None,
            "from": self.date_from,
            "to": self.date_to,
            "records": self._get_lines_digest(),
        }

    def _get_lines_digest(self) -> str:
        """One digest for all lines, in the order of their numbers."""
        self.ensure_one()
        lines = self.env["aftersales.archive.line"].search_read(
            [("batch_id", "=", self.id)],
            ["res_model", "name", "digest", "gaps", "excuse"],
            order="sequence, id",
        )
        text = "\n".join(
            "\t".join(
                str(line[key] or "")
                for key in ("res_model", "name", "digest", "gaps", "excuse")
            )
            for line in lines
        )
        return archive_zip.sha256(text.encode())
