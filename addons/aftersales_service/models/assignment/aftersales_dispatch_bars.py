from odoo import fields, models

from ...tools import dispatch_flow
from ...tools.assignment import find_bars


class AftersalesDispatch(models.Model):
    """Nobody is sent on a day on which he is sent nowhere, whatever the work is."""

    _inherit = "aftersales.dispatch"

    def _find_skill_problems(self) -> dict:
        result = super()._find_skill_problems()
        for dispatch, problems in self._find_barred().items():
            result.setdefault(dispatch, []).extend((words, True) for words in problems)
        return result

    def _find_barred(self) -> dict[models.Model, list[str]]:
        """Why nobody of a visit's team may go; one who may takes the others along."""
        checked = self.filtered(
            lambda d: (
                d.technician_ids
                and d.state in dispatch_flow.BUSY_STATES
                and d.company_id.aftersales_skill_check != "none"
            )
        )
        bars = checked.technician_ids.sudo()._origin._get_assignment_bars()
        result = {}
        for dispatch in checked if bars else ():
            moment = dispatch.scheduled_start or fields.Datetime.now()
            found = [
                (person, find_bars(bars.get(person.id, ()), day))
                for person in dispatch.technician_ids.sudo()._origin
                for day in [person._get_local_day(moment)]
            ]
            if all(barred for _person, barred in found):
                result[dispatch] = [
                    self.env._(
                        "%(dispatch)s: %(technician)s: %(problem)s",
                        dispatch=dispatch.name
                        if dispatch._origin
                        else dispatch.order_id.name,
                        technician=person.name,
                        problem=bar.words,
                    )
                    for person, barred in found
                    for bar in barred
                ]
        return result
