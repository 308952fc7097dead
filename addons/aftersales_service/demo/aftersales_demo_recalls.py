from odoo import api, models
from odoo.fields import Command

from . import cases


class AftersalesDemo(models.AbstractModel):
    """A recall that is under way, and the published notice of a defect."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_recalls(self):
        recall = self._start_recall("safe_s735", cases.RECALL, hazard_level="low")
        self._call_customers(recall)
        self._start_recall(
            "rack_r210", cases.NOTICE, kind="notice", hazard_level="none"
        )

    @api.model
    def _start_recall(self, product: str, words: dict, **vals):
        """The manager weighs, approves, starts and publishes it."""
        demo = self.with_user(self._ref("user_manager"))
        recall = demo.env["aftersales.recall"].create(
            {
                "criterion_ids": [
                    Command.create(
                        {"product_ids": [Command.set(self._ref(product).ids)]}
                    )
                ],
                **{name: self._text(text) for name, text in words.items()},
                **vals,
            }
        )
        recall.action_assess()
        recall.action_approve()
        recall.action_start()
        recall.action_publish()
        return recall

    @api.model
    def _call_customers(self, recall):
        """All were called but one; one of them wants us on Friday."""
        demo = self.with_user(self._ref("user_dispatcher"))
        wave = demo.env["aftersales.recall.wave"].create(
            {
                "recall_id": recall.id,
                "name": self._text(cases.RECALL_WAVE),
                "means": "phone",
            }
        )
        wave.action_launch()
        *reached, missed = wave.notice_ids
        for notice in reached:
            notice.action_reached()
        missed.action_not_reached()
        if reached:
            reached[0].sudo().line_ids._register_answer(
                "appointment", self._text(cases.RECALL_DATE), user_id=demo.env.uid
            )
