from odoo import api, fields, models

SLIP_FIELDS = {"opinion", "opinion_note", "finished_at"}


class AftersalesDispatch(models.Model):
    """A visit that ends is asked about; what stands on its slip is an answer."""

    _inherit = "aftersales.dispatch"

    opinion_ids = fields.One2many(
        "aftersales.opinion", "dispatch_id", string="Opinions", readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        dispatches = super().create(vals_list)
        dispatches._take_up_slips()
        return dispatches

    def write(self, vals):
        result = super().write(vals)
        if SLIP_FIELDS & set(vals):
            self._take_up_slips()
        return result

    def _transition(self, step, **values):
        result = super()._transition(step, **values)
        if step == "finish":
            met = self.filtered(lambda dispatch: dispatch.outcome != "not_met")
            met._ensure_opinions()
            (self - met)._withdraw_opinions()
        elif step == "cancel":
            self._withdraw_opinions()
        return result

    def _ensure_opinions(self):
        """Opinions of these visits, with raised rights; missing ones are made."""
        if not self:
            return self.env["aftersales.opinion"].sudo()
        Opinion = self.env["aftersales.opinion"].sudo()
        opinions = Opinion.search([("dispatch_id", "in", self.ids)])
        missing = self - opinions.dispatch_id.with_env(self.env)
        opinions += Opinion.with_context(tracking_disable=True).create(
            [
                {
                    "dispatch_id": dispatch.id,
                    "order_id": dispatch.order_id.id,
                    "asked_at": dispatch.finished_at or fields.Datetime.now(),
                }
                for dispatch in missing
            ]
        )
        # A slip printed before the visit asked too early.
        for opinion in opinions.filtered("dispatch_id.finished_at"):
            if not opinion.answered_at:
                opinion.asked_at = opinion.dispatch_id.finished_at
        return opinions.with_context(tracking_disable=False)

    def _withdraw_opinions(self) -> None:
        """Nobody is asked about what did not take place."""
        self.env["aftersales.opinion"].sudo().search(
            [("dispatch_id", "in", self.ids), ("answered_at", "=", False)]
        ).unlink()

    def _take_up_slips(self) -> None:
        """What the customer wrote on the slip is his opinion until he gives one
        himself; the slip stays as it was signed."""
        written = self.filtered(
            lambda dispatch: dispatch.opinion and dispatch.finished_at
        )
        answers = {
            opinion: {
                "opinion": opinion.dispatch_id.opinion,
                "comment": opinion.dispatch_id.opinion_note,
                "channel": "slip",
                "answered_at": opinion.dispatch_id.finished_at,
            }
            for opinion in written._ensure_opinions()
            if opinion.channel in (False, "slip")
            and (opinion.opinion, opinion.comment)
            != (opinion.dispatch_id.opinion, opinion.dispatch_id.opinion_note)
        }
        self.env["aftersales.opinion"].sudo().union(*answers)._answer(answers)

    def _get_opinion_url(self) -> str:
        """Where the customer gives his opinion of this visit; printed as a code."""
        self.ensure_one()
        return self._ensure_opinions()._get_page_url()
