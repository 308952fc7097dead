from odoo import api, fields, models

from odoo.addons.aftersales_service.tools import dispatch_flow

from ...tools import calibration


class AftersalesDispatch(models.Model):
    """Nobody is sent, or starts, without a tool that his work requires and is fit."""

    _inherit = "aftersales.dispatch"

    tool_note = fields.Text(string="Missing Tools", compute="_compute_tool_note")

    @api.depends("order_id", "scheduled_start", "technician_ids", "state")
    def _compute_tool_note(self):
        problems = self._find_tool_problems()
        for dispatch in self:
            dispatch.tool_note = "\n".join(problems.get(dispatch, ())) or False

    def action_send(self):
        self._check_step_role("send")
        self._check_step_possible("send")
        self._refuse_without_tools()
        return super().action_send()

    def action_arrive(self):
        """A tool may have run out, or been blocked, since the visit was sent."""
        self._check_step_role("arrive")
        self._check_step_possible("arrive")
        self._refuse_without_tools()
        return super().action_arrive()

    def _refuse_without_tools(self) -> None:
        problems = self._find_tool_problems()
        self._refuse([words for found in problems.values() for words in found])

    def _find_tool_problems(self) -> dict:
        """What each team lacks, in words; queries flat in the number of visits."""
        checked = self.filtered(
            lambda d: d.technician_ids and d.state in dispatch_flow.BUSY_STATES
        )
        needs = self.env["aftersales.tool.requirement"]._get_needs(checked.order_id)
        checked = checked.filtered(lambda d: needs.get(d.order_id))
        if not checked:
            return {}
        kinds = self.env["aftersales.tool.kind"].sudo().union(*needs.values())
        people = checked.technician_ids.sudo()._origin
        tools = self.env["aftersales.tool"]._find_at_hand(
            kinds, people, checked.outlet_id
        )
        result = {}
        for dispatch in checked:
            missing = calibration.missing_kinds(
                needs[dispatch.order_id].ids, dispatch._get_held_tools(tools)
            )
            if missing:
                result[dispatch] = [
                    dispatch._describe_missing_tool(kinds.browse(kind), has_unfit)
                    for kind, has_unfit in missing.items()
                ]
        return result

    def _get_held_tools(self, tools) -> dict[int, list[bool]]:
        """Tools that the team has at hand, by kind: is each fit on the day?"""
        day = fields.Date.context_today(self, self.scheduled_start or None)
        held: dict[int, list[bool]] = {}
        for tool in tools:
            is_theirs = tool.employee_id in self.technician_ids.sudo()._origin
            is_outlet_s = not tool.employee_id and tool.outlet_id == self.outlet_id
            if is_theirs or is_outlet_s:
                held.setdefault(tool.kind_id.id, []).append(tool._is_fit(day))
        return held

    def _describe_missing_tool(self, kind, has_unfit: bool) -> str:
        values = {
            "dispatch": self.name if self._origin else self.order_id.name,
            "kind": kind.name,
        }
        if has_unfit:
            return self.env._(
                "%(dispatch)s: %(kind)s is required, and what the team has is out of "
                "calibration or blocked on that day. Have it calibrated, or choose "
                "somebody with a valid one.",
                **values,
            )
        return self.env._(
            "%(dispatch)s: %(kind)s is required, and nobody of the team has one. Hand "
            "one out (After-Sales Warehouse ▸ Spare Parts ▸ Tools), or choose another "
            "technician.",
            **values,
        )
