from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import recall_flow


class AftersalesRecallWave(models.Model):
    """Telling customers, a group at a time; a reminder goes to who did not answer."""

    _name = "aftersales.recall.wave"
    _description = "Notice Wave of a Recall"
    _order = "recall_id desc, id"
    _check_company_auto = True

    name = fields.Char(required=True, default=lambda self: self.env._("First Notice"))
    recall_id = fields.Many2one(
        "aftersales.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="recall_id.company_id", store=True, precompute=True, index=True
    )
    means = fields.Selection(
        [("mail", "E-mail"), ("letter", "Letter"), ("phone", "Phone")],
        default="mail",
        required=True,
    )
    is_reminder = fields.Boolean(
        string="Reminder",
        help="For those who were told before and did not answer.",
    )
    planned_date = fields.Date(default=fields.Date.context_today)
    outlet_ids = fields.Many2many(
        "aftersales.outlet",
        string="Outlets",
        check_company=True,
        help="Empty: customers of all outlets.",
    )
    region_ids = fields.Many2many(
        "res.country.state", string="Regions", help="Empty: customers everywhere."
    )
    state = fields.Selection(
        [
            ("draft", "Planned"),
            ("running", "Running"),
            ("done", "Done"),
            ("stopped", "Stopped"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    launched_at = fields.Datetime(string="Launched", readonly=True, copy=False)
    notice_ids = fields.One2many("aftersales.recall.notice", "wave_id", "Notices")
    target_count = fields.Integer(
        string="Would Be Told", compute="_compute_target_count", help="Units."
    )
    notice_count = fields.Integer(string="Customers", compute="_compute_counts")
    sent_count = fields.Integer(string="Told", compute="_compute_counts")
    failed_count = fields.Integer(string="Not Told", compute="_compute_counts")
    answered_count = fields.Integer(string="Answered", compute="_compute_counts")

    @api.depends("recall_id", "is_reminder", "outlet_ids", "region_ids", "state")
    def _compute_target_count(self):
        for wave in self:
            wave.target_count = (
                self.env["aftersales.recall.line"].search_count(
                    wave._get_target_domain()
                )
                if wave.state == "draft" and wave.recall_id._origin
                else 0
            )

    def _compute_counts(self):
        counts = {
            (wave, state): (count, answered)
            for wave, state, count, answered in self.env[
                "aftersales.recall.notice"
            ]._read_group(
                [("wave_id", "in", self.ids)],
                ["wave_id", "state"],
                ["__count", "answered_at:count"],
            )
        }
        for wave in self:
            mine = {state: n for (of, state), n in counts.items() if of == wave}
            wave.notice_count = sum(count for count, _answered in mine.values())
            wave.answered_count = sum(answered for _count, answered in mine.values())
            wave.sent_count = mine.get("sent", (0, 0))[0]
            wave.failed_count = mine.get("failed", (0, 0))[0]

    def write(self, vals):
        if "state" in vals and not self.env.su:
            raise UserError(
                self.env._("The state of a document changes through its buttons only.")
            )
        if self.filtered(lambda wave: wave.state != "draft") and not self.env.su:
            raise UserError(
                self.env._("A wave that was launched is not changed. Plan another one.")
            )
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "state": "draft"} for vals in vals_list])

    @api.ondelete(at_uninstall=False)
    def _unlink_only_planned(self):
        if self.filtered(lambda wave: wave.state != "draft"):
            raise UserError(
                self.env._("A wave that was launched stays on record. Stop it instead.")
            )

    def _get_target_domain(self) -> Domain:
        """Units whose holders this wave tells."""
        self.ensure_one()
        states = ("notified",) if self.is_reminder else recall_flow.TOLD
        domain = (
            Domain("recall_id", "=", self.recall_id._origin.id)
            & Domain("partner_id", "!=", False)
            & Domain("place", "!=", "scrapped")
            & Domain("state", "in", states)
        )
        if self.outlet_ids:
            domain &= Domain("outlet_id", "in", self.outlet_ids._origin.ids)
        if self.region_ids:
            domain &= Domain("region_id", "in", self.region_ids._origin.ids)
        return domain

    # -- launch -----------------------------------------------------------------------
    def action_launch(self):
        """Fix who is told; mails go out in batches, letters and calls are a list."""
        self.recall_id._check_step_role("launch")
        self.recall_id._refuse(self._get_launch_problems())
        for wave in self.sudo():
            wave._fix_notices()
            wave.write({"state": "running", "launched_at": fields.Datetime.now()})
        if "mail" in self.mapped("means"):
            self.env.ref("aftersales_service.ir_cron_recall_notices").sudo()._trigger()

    def _get_launch_problems(self) -> list[str]:
        problems = []
        for wave in self:
            words = {"wave": wave.name, "recall": wave.recall_id.display_name}
            if wave.state != "draft":
                problems.append(
                    self.env._("%(recall)s: wave “%(wave)s” was launched.", **words)
                )
            elif wave.recall_id.state != "running":
                problems.append(
                    self.env._(
                        "%(recall)s: start the recall before wave “%(wave)s”.", **words
                    )
                )
            elif not wave.target_count:
                problems.append(
                    self.env._(
                        "%(recall)s: wave “%(wave)s” would tell nobody. Choose other "
                        "outlets, or plan a reminder.",
                        **words,
                    )
                )
            else:
                problems += wave._get_parts_problems()
        return problems

    def _get_parts_problems(self) -> list[str]:
        """Outlets that have too few parts for their units: nobody calls in vain."""
        recall = self.recall_id
        if not recall.part_ids or not recall.min_ready_rate:
            return []
        Line = self.env["aftersales.recall.line"].sudo()
        everywhere = dict(
            Line._read_group(
                [("recall_id", "=", recall.id), ("state", "!=", "done")],
                ["outlet_id"],
                ["__count"],
            )
        )
        told = Line._read_group(self._get_target_domain(), ["outlet_id"])
        rates = recall._get_ready_rates(everywhere)
        return [
            self.env._(
                "%(outlet)s: parts are there for %(rate)d %% of the units, wave "
                "“%(wave)s” needs %(least)d %%. Send parts, or leave the outlet out.",
                outlet=outlet.name or self.env._("No outlet"),
                rate=100 * rates[outlet],
                wave=self.name,
                least=100 * recall.min_ready_rate,
            )
            for (outlet,) in told
            if rates[outlet] < recall.min_ready_rate
        ]

    def _fix_notices(self) -> None:
        """One notice a customer with all his units, in two statements."""
        self.env.flush_all()
        lines = self.env["aftersales.recall.line"]._search(self._get_target_domain())
        self.env.cr.execute(
            SQL(
                """
                WITH told AS (SELECT id, partner_id, outlet_id
                                FROM aftersales_recall_line
                               WHERE id IN %(lines)s),
                made AS (
                    INSERT INTO aftersales_recall_notice
                           (wave_id, recall_id, company_id, partner_id, outlet_id,
                            state, token, create_uid, create_date, write_uid,
                            write_date)
                    SELECT %(wave)s, %(recall)s, %(company)s, partner_id,
                           MIN(outlet_id), 'waiting',
                           REPLACE(GEN_RANDOM_UUID()::text
                                   || GEN_RANDOM_UUID()::text, '-', ''),
                           %(user)s, %(now)s, %(user)s, %(now)s
                      FROM told
                     GROUP BY partner_id
                    ON CONFLICT DO NOTHING
                    RETURNING id, partner_id)
                INSERT INTO aftersales_recall_notice_line_rel (notice_id, line_id)
                SELECT made.id, told.id
                  FROM made JOIN told ON told.partner_id = made.partner_id
                """,
                lines=lines.subselect(),
                wave=self.id,
                recall=self.recall_id.id,
                company=self.company_id.id,
                user=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        self.env.invalidate_all(flush=False)

    def action_stop(self):
        """Tell nobody else in this wave."""
        self.recall_id._check_step_role("launch")
        self._stop()

    def _stop(self) -> None:
        self.sudo().filtered(lambda w: w.state in ("draft", "running")).write(
            {"state": "stopped"}
        )

    def action_view_notices(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_recall_notice_action"
        )
        return {**action, "domain": [("wave_id", "=", self.id)], "context": {}}
