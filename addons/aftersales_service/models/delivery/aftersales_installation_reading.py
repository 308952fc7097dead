from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...tools import load_run


class AftersalesInstallationReading(models.Model):
    """What was read at one moment of a run at full load."""

    _name = "aftersales.installation.reading"
    _description = "Reading of a Full-Load Run"
    _inherit = ["aftersales.installation.part.mixin"]
    _order = "measured_at, id"
    _rec_name = "measured_at"

    installation_id = fields.Many2one(
        "aftersales.installation", required=True, index=True, ondelete="cascade"
    )
    measured_at = fields.Datetime(
        string="Read At", required=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users",
        string="Read By",
        required=True,
        default=lambda self: self.env.user,
        index=True,
    )
    is_stop = fields.Boolean(
        string="Machine Stopped",
        help="The run broke off: it begins anew with the next reading.",
    )
    note = fields.Char()
    photo = fields.Image(max_width=1920, max_height=1920)
    value_ids = fields.One2many(
        "aftersales.installation.value",
        "reading_id",
        "Values",
        default=lambda self: self._default_value_ids(),
    )
    value_words = fields.Char(string="Read", compute="_compute_value_words")
    is_out_of_limits = fields.Boolean(
        string="Out of Limits", compute="_compute_is_out_of_limits", store=True
    )

    _moment_uniq = models.UniqueIndex(
        "(installation_id, measured_at)",
        "There is a reading of that moment already.",
    )

    def _default_value_ids(self):
        """A line for each measure, so that nothing is forgotten."""
        installation = self.env["aftersales.installation"].browse(
            self.env.context.get("default_installation_id")
        )
        return [
            Command.create({"measure_id": measure.id})
            for measure in installation.procedure_id.sudo().measure_ids
        ]

    @api.depends("value_ids.typed", "value_ids.measure_id")
    def _compute_value_words(self):
        for reading in self:
            reading.value_words = ", ".join(
                value._get_words() for value in reading.value_ids
            )

    @api.depends("value_ids.is_out_of_limits")
    def _compute_is_out_of_limits(self):
        for reading in self:
            reading.is_out_of_limits = any(
                value.is_out_of_limits for value in reading.value_ids
            )

    @api.constrains("value_ids", "is_stop")
    def _check_values(self):
        problems = []
        for reading in self.filtered(lambda reading: not reading.is_stop):
            measures = reading.installation_id.procedure_id.sudo().measure_ids
            missing = measures - reading.value_ids.measure_id
            if missing:
                problems.append(
                    self.env._(
                        "%(installation)s: a reading says all there is to read. Add: "
                        "%(measures)s.",
                        installation=reading.installation_id.name,
                        measures=", ".join(missing.mapped("name")),
                    )
                )
        if problems:
            raise ValidationError("\n".join(problems))

    @api.constrains("measured_at")
    def _check_not_ahead(self):
        now = fields.Datetime.now()
        if any(reading.measured_at > now for reading in self):
            raise ValidationError(
                self.env._("Read At: a reading cannot be taken in the future.")
            )

    def _to_plain(self) -> load_run.Reading:
        self.ensure_one()
        return load_run.Reading(
            self.measured_at,
            tuple(value._to_plain() for value in self.value_ids),
            self.is_stop,
        )
