from odoo import api, fields, models

#: Each tick with the field that says how.
PRINCIPLES = {
    "is_cause_found": "cause_found_note",
    "is_responsible_dealt": "responsible_dealt_note",
    "is_measure_taken": "measure_taken_note",
    "is_people_taught": "people_taught_note",
}


class AftersalesNonconformity(models.Model):
    """Accidents: four things that are not let pass (R324)."""

    _inherit = "aftersales.nonconformity"

    is_cause_found = fields.Boolean(string="Cause Was Found", copy=False)
    cause_found_note = fields.Text(string="Which Cause", copy=False)
    is_responsible_dealt = fields.Boolean(string="Responsible Dealt With", copy=False)
    responsible_dealt_note = fields.Text(string="Who, and How", copy=False)
    is_measure_taken = fields.Boolean(string="Measures Were Taken", copy=False)
    measure_taken_note = fields.Text(string="Which Measures", copy=False)
    is_people_taught = fields.Boolean(string="People Were Taught", copy=False)
    people_taught_note = fields.Text(string="Whom, and What", copy=False)

    @api.model
    def _get_desk_fields(self) -> frozenset[str]:
        return super()._get_desk_fields() | PRINCIPLES.keys() | {*PRINCIPLES.values()}

    def _get_incident_problems(self) -> list[str]:
        self.ensure_one()
        if self.kind != "incident":
            return []
        return [
            self.env._(
                "%(record)s is an accident: tick “%(principle)s” and say how.",
                record=self.display_name,
                principle=self._fields[name]._description_string(self.env),
            )
            for name, note in PRINCIPLES.items()
            if not (self[name] and self[note])
        ]

    def _get_principle_rows(self) -> list[tuple[str, str]]:
        """What was kept, and how, as it is printed."""
        self.ensure_one()
        return [
            (
                self._fields[name]._description_string(self.env),
                self[name] and self[note],
            )
            for name, note in PRINCIPLES.items()
        ]
