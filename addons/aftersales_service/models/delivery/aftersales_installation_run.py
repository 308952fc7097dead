from odoo import api, fields, models

from ...tools import load_run


class AftersalesInstallation(models.Model):
    """The run at full load before the machine is handed over (R178)."""

    _inherit = "aftersales.installation"

    # Frozen with the procedure, as the steps are.
    load_hours = fields.Float(
        string="Full-Load Run (hours)", compute="_compute_load", store=True
    )
    load_interval = fields.Float(
        string="Reading Every (hours)", compute="_compute_load", store=True
    )
    load_tolerance = fields.Integer(
        string="Tolerance (minutes)", compute="_compute_load", store=True
    )
    reading_ids = fields.One2many(
        "aftersales.installation.reading", "installation_id", "Readings"
    )
    run_started_at = fields.Datetime(
        string="Run Since", compute="_compute_run", store=True
    )
    run_completed_at = fields.Datetime(
        string="Run Complete", compute="_compute_run", store=True
    )
    run_hours = fields.Float(
        string="Hours Reached",
        compute="_compute_run",
        store=True,
        help="Without a break. What broke off counts no more.",
    )
    run_break_count = fields.Integer(
        string="Runs Broken Off", compute="_compute_run", store=True
    )
    next_reading_at = fields.Datetime(
        string="Next Reading", compute="_compute_run", store=True
    )
    run_note = fields.Text(string="What Broke It Off", compute="_compute_run_note")

    @api.depends("procedure_id")
    def _compute_load(self):
        for installation in self:
            procedure = installation.procedure_id.sudo()
            installation.load_hours = procedure.load_hours
            installation.load_interval = procedure.load_interval
            installation.load_tolerance = procedure.load_tolerance

    @api.depends(
        "load_hours",
        "reading_ids.measured_at",
        "reading_ids.is_stop",
        "reading_ids.value_ids.value",
    )
    def _compute_run(self):
        for installation in self:
            run = installation._assess_run()
            installation.run_started_at = run.started_at
            installation.run_completed_at = run.completed_at
            installation.run_hours = run.hours
            installation.run_break_count = len(run.breaks)
            installation.next_reading_at = run.next_due

    @api.depends("reading_ids.value_ids.value", "reading_ids.measured_at")
    def _compute_run_note(self):
        for installation in self:
            installation.run_note = "\n".join(installation._get_break_words()) or False

    def _assess_run(self) -> load_run.Run:
        self.ensure_one()
        return load_run.assess(
            [reading._to_plain() for reading in self.reading_ids],
            self.load_hours,
            self.load_interval,
            self.load_tolerance,
        )

    def _is_run_complete(self) -> bool:
        self.ensure_one()
        return not self.load_hours or bool(self.run_completed_at)

    def _get_run_problems(self) -> list[str]:
        self.ensure_one()
        if self._is_run_complete():
            return []
        return [
            self.env._(
                "%(installation)s: the run at full load has lasted %(reached)g of "
                "%(hours)g hours without a break. Go on with the readings, one every "
                "%(interval)g hours.",
                installation=self.display_name,
                reached=round(self.run_hours, 1),
                hours=self.load_hours,
                interval=self.load_interval,
            )
        ]

    def _get_break_words(self) -> list[str]:
        """Why runs broke off, one line each."""
        self.ensure_one()
        measures = self.reading_ids.value_ids.measure_id
        names = {measure.id: measure.name for measure in measures}
        words = []
        for broken in self._assess_run().breaks:
            values = {
                "moment": self._format_moment(broken.at),
                "measures": ", ".join(names.get(key, "") for key in broken.keys),
            }
            words.append(
                {
                    load_run.GAP: self.env._(
                        "%(moment)s: no reading was taken in time.", **values
                    ),
                    load_run.LIMITS: self.env._(
                        "%(moment)s: outside the limits: %(measures)s.", **values
                    ),
                    load_run.STOP: self.env._(
                        "%(moment)s: the machine stood still.", **values
                    ),
                }[broken.reason]
            )
        return words

    def _get_run_words(self) -> dict[str, str]:
        """The run as papers and pages tell of it: required, reached, progress."""
        self.ensure_one()
        values = {
            "hours": f"{self.load_hours:g}",
            "interval": f"{self.load_interval:g}",
            "reached": f"{self.run_hours:.1f}",
            "number": len(self.reading_ids),
        }
        return {
            "required": self.env._(
                "%(hours)s h, a reading every %(interval)s h", **values
            ),
            "reached": self.env._("%(reached)s h, %(number)s readings", **values),
            "progress": self.env._(
                "Run at full load: %(reached)s of %(hours)s hours", **values
            ),
        }
