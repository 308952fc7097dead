from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import checklist, load_run
from ..checklist.aftersales_checklist_question import LIMITS


class AftersalesInstallationValue(models.Model):
    """One figure of a reading, with the limits that held when it was taken."""

    _name = "aftersales.installation.value"
    _description = "Value of a Reading"
    _order = "sequence, id"
    _rec_name = "measure_id"

    reading_id = fields.Many2one(
        "aftersales.installation.reading", required=True, index=True, ondelete="cascade"
    )
    measure_id = fields.Many2one(
        "aftersales.installation.measure",
        required=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(related="measure_id.sequence", store=True)
    uom_name = fields.Char(related="measure_id.uom_name")
    typed = fields.Char(
        string="Reading Value", required=True, help="As read: a zero counts."
    )
    value = fields.Float(
        string="Figure", compute="_compute_value", store=True, digits=False
    )
    limits = fields.Selection(
        LIMITS, compute="_compute_limits", store=True, precompute=True
    )
    minimum = fields.Float(
        digits=False, compute="_compute_limits", store=True, precompute=True
    )
    maximum = fields.Float(
        digits=False, compute="_compute_limits", store=True, precompute=True
    )
    is_out_of_limits = fields.Boolean(
        string="Out of Limits", compute="_compute_is_out_of_limits", store=True
    )

    _measure_uniq = models.UniqueIndex(
        "(reading_id, measure_id)", "A reading has each measure once."
    )

    @api.depends("measure_id")
    def _compute_limits(self):
        for value in self:
            value.limits = value.measure_id.limits or "none"
            value.minimum = value.measure_id.minimum
            value.maximum = value.measure_id.maximum

    @api.depends("typed")
    def _compute_value(self):
        for value in self:
            value.value = checklist.to_number(value.typed) or 0.0

    @api.depends("value", "limits", "minimum", "maximum")
    def _compute_is_out_of_limits(self):
        for value in self:
            value.is_out_of_limits = load_run.is_outside(value._to_plain())

    @api.constrains("typed")
    def _check_typed(self):
        wrong = self.filtered(lambda value: checklist.to_number(value.typed) is None)
        if wrong:
            raise ValidationError(
                "\n".join(
                    self.env._(
                        "%(measure)s: “%(value)s” is not a number. Give one such as "
                        "12.5.",
                        measure=value.measure_id.name,
                        value=value.typed,
                    )
                    for value in wrong
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        values = super().create(vals_list)
        values.reading_id.installation_id._check_working()
        return values

    def write(self, vals):
        self.reading_id.installation_id._check_working()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_presented(self):
        self.reading_id.installation_id._check_working()

    def _to_plain(self) -> load_run.Value:
        self.ensure_one()
        return load_run.Value(
            self.measure_id.id,
            self.value,
            self.minimum if self.limits in ("minimum", "range") else None,
            self.maximum if self.limits in ("maximum", "range") else None,
        )

    def _get_words(self) -> str:
        """Measure, figure and unit as they are read in a list."""
        self.ensure_one()
        figure = " ".join(filter(None, (self.typed, self.uom_name)))
        return f"{self.measure_id.name}: {figure}"
