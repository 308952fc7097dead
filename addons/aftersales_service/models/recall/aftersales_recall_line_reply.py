from odoo import fields, models
from odoo.exceptions import UserError


class AftersalesRecallLine(models.Model):
    """What customers answer, and what is done with a unit beside a service order."""

    _inherit = "aftersales.recall.line"

    def action_reply(self):
        """Record what the customer said on the phone."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record Answer"),
            "res_model": "aftersales.recall.reply",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_id": self.id},
        }

    def action_miss(self):
        self._take("miss")

    def action_refuse(self):
        self._take("refuse")

    def action_finish(self):
        """Put right without a service order: stock that was reworked or scrapped."""
        self._check_no_open_order()
        self._take("finish")

    def _check_no_open_order(self) -> None:
        busy = self.filtered(
            lambda line: line.state == "scheduled" and line.sudo().order_id.is_open
        )
        if busy:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(unit)s: close service order %(order)s; the unit is done "
                        "with it.",
                        unit=line.display_name,
                        order=line.sudo().order_id.name,
                    )
                    for line in busy
                )
            )

    def action_raise_order(self):
        """One service order for each of these units, now."""
        self.check_access("read")
        self._check_step_role("schedule")
        lines = self.sudo().filtered(
            lambda line: line._get_flow().can("schedule", line.state)
        )
        lines._raise_orders()
        orders = lines.order_id
        if len(orders) == 1:
            return orders.with_env(self.env)._get_form_action()
        return self.recall_id[:1].action_view_orders()

    def _register_answer(self, answer: str, note: str = "", **values) -> None:
        """Log an answer and follow it; called with the rights of the system.

        :param answer: a key of ``answer``
        :param values: further values of the log: ``means``, ``notice_id``, ``user_id``
        """
        self.env["aftersales.recall.answer"].create(
            [
                {"line_id": line.id, "answer": answer, "note": note, **values}
                for line in self
            ]
        )
        self.notice_ids.filtered(lambda notice: not notice.answered_at).write(
            {"answered_at": fields.Datetime.now()}
        )
        # An answer that comes after the order was raised is on record all the same.
        open_lines = self.filtered(lambda line: line._can("answer"))
        if answer == "scrapped":
            open_lines._transition(
                "finish", answer=answer, place="scrapped", done_note=note
            )
            return
        open_lines._transition("answer", answer=answer)
        if answer == "appointment":
            open_lines._raise_orders(note)
