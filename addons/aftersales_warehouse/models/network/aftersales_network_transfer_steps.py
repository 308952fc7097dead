from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import network_flow

MANAGER = "aftersales_service.group_service_manager"
FINANCE = "aftersales_service.group_finance"
ACTIVITY = "aftersales_warehouse.activity_type_network_request"

#: What a request says; it is fixed when the holder is asked.
REQUEST = {"outlet_id", "dest_outlet_id", "line_ids", "origin"}
#: What the way cost may be corrected by the holder until it is settled.
HAUL = {"freight_amount", "freight_paid_by"}
#: What the steps alone write.
OUTCOME = {
    *("requested_by_id", "consented_by_id", "refusal_reason"),
    *network_flow.MOMENTS.values(),
    *("sale_order_id", "purchase_order_id", "stopped_order_id"),
}


class AftersalesNetworkTransfer(models.Model):
    """Who takes which step: the taker asks, the holder's manager consents (R229)."""

    _inherit = "aftersales.network.transfer"

    can_answer = fields.Boolean(compute="_compute_can")
    can_ship = fields.Boolean(compute="_compute_can")
    can_receive = fields.Boolean(compute="_compute_can")

    @api.depends("state", "outlet_id", "dest_outlet_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for transfer in self:
            for name, step in (
                ("can_answer", "consent"),
                ("can_ship", "ship"),
                ("can_receive", "receive"),
            ):
                transfer[name] = (
                    bool(transfer.outlet_id and transfer.dest_outlet_id)
                    and transfer._can(step)
                    and transfer._is_on_side(step)
                )

    # -- what may be written -----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(OUTCOME & vals.keys() for vals in vals_list):
            self._refuse_outcome()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_written(set(vals))
        return super().write(vals)

    def _check_written(self, names: set[str]) -> None:
        if OUTCOME & names:
            self._refuse_outcome()
        if REQUEST & names:
            self._check_draft()
        if HAUL & names:
            self._check_haul()

    def _refuse_outcome(self) -> None:
        raise UserError(
            self.env._("What became of a network transfer is written by its buttons.")
        )

    def _check_draft(self) -> None:
        sent = self.filtered(lambda transfer: transfer.state != "draft")
        if sent:
            raise UserError(
                self.env._(
                    "%(transfers)s: the holder was asked already. Cancel the request "
                    "and make another one.",
                    transfers=", ".join(sent.mapped("name")),
                )
            )

    def _check_haul(self) -> None:
        over = self.filtered(lambda one: one.state in network_flow.OVER)
        if over:
            raise UserError(
                self.env._(
                    "%(transfers)s: it is over, Short Haul does not change any more.",
                    transfers=", ".join(over.mapped("name")),
                )
            )
        drafts = self.filtered(lambda one: one.state == "draft")
        if not self.env.user.has_group(FINANCE):
            (self - drafts)._check_side("ship")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_draft()

    # -- steps -------------------------------------------------------------------------

    def _get_flow(self):
        return network_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "request": self.env._("Send Request"),
            "consent": self.env._("Consent"),
            "release": self.env._("Release Unanswered"),
            "refuse": self.env._("Refuse"),
            "lapse": self.env._("Let Lapse"),
            "ship": self.env._("Send Off"),
            "receive": self.env._("Take In"),
            "settle": self.env._("Settle"),
            "cancel": self.env._("Cancel"),
        }

    def _is_on_side(self, step: str) -> bool:
        """Does the user speak for the outlet whose step this is?"""
        self.ensure_one()
        if self.env.su or self.env.user.has_group(MANAGER):
            return True
        side = network_flow.SIDES.get(step)
        outlets = self.sudo()
        people = {
            "giver": outlets.outlet_id,
            "taker": outlets.dest_outlet_id,
            "either": outlets.outlet_id | outlets.dest_outlet_id,
        }
        return side is None or self.env.user in people[side].access_user_ids

    def _check_side(self, step: str) -> None:
        foreign = self.filtered(lambda one: not one._is_on_side(step))
        if foreign:
            raise AccessError(
                self.env._(
                    "“%(step)s” of %(transfers)s: only the people of the outlet whose "
                    "step it is do this.",
                    step=self._get_step_label(step),
                    transfers=", ".join(foreign.mapped("name")),
                )
            )

    def _check_step(self, step: str) -> None:
        self.check_access("write")
        self._check_step_role(step)
        self._check_side(step)
        self._check_step_possible(step)

    def action_request(self):
        """Ask the holder; the price of today is what the request says."""
        self._check_step("request")
        self._refuse(self._get_request_problems())
        transfers = self.sudo()
        self._refuse(transfers.line_ids._reckon(fields.Date.context_today(self)))
        transfers._transition("request", requested_by_id=self.env.uid)
        transfers._tell_holders()

    def _get_request_problems(self) -> list[str]:
        problems = []
        for transfer in self.sudo():
            if not transfer.line_ids:
                problems.append(
                    self.env._(
                        "%(transfer)s: enter the Goods you ask for.",
                        transfer=transfer.name,
                    )
                )
            problems += [
                self.env._(
                    "%(transfer)s: %(outlet)s has no Warehouse. Choose one on the "
                    "outlet first.",
                    transfer=transfer.name,
                    outlet=outlet.name,
                )
                for outlet in transfer.outlet_id | transfer.dest_outlet_id
                if not outlet.warehouse_id
            ]
        return problems

    def action_consent(self):
        """Give the goods: they are reserved, at the price of today, which then stands.

        Of two who consent to the same goods at this moment, one tries again.
        """
        self._check_step("consent")
        self.sudo()._consent("consent", consented_by_id=self.env.uid)

    def _consent(self, step: str, **values) -> None:
        self.line_ids._lock_goods()
        self._refuse(self.line_ids._reckon(fields.Date.context_today(self)))
        self._transition(step, **values)
        self._drop_activities()
        self._reserve_goods()

    def _decline(self, reason: str) -> None:
        self._check_step("refuse")
        transfers = self.sudo()
        transfers._transition("refuse", refusal_reason=reason)
        transfers._drop_activities()
        transfers._tell_taker(reason)

    def action_ship(self):
        """Send off what is reserved, by the host's transfer; where that needs
        signatures, it is opened for them."""
        self._check_step("ship")
        waiting = self.sudo()._move_goods("out")
        return self.action_view_pickings() if waiting else None

    def action_receive(self):
        """Take in all that is on the way; part of it is taken in on the receipt, which
        is opened where the goods have to be counted."""
        self._check_step("receive")
        waiting = self.sudo()._move_goods("in")
        return self.action_view_pickings() if waiting else None

    def action_settle(self):
        """Book what the outlets owe each other."""
        self._check_step("settle")
        transfers = self.sudo()
        transfers.lock_for_update()
        self._refuse(transfers._get_settle_problems())
        transfers._settle()
        transfers._transition("settle")

    def action_cancel(self):
        """Nobody needs the goods any more; what was reserved is free again."""
        self._check_step("cancel")
        transfers = self.sudo()
        transfers._transition("cancel")
        transfers._drop_activities()
        transfers._free_goods()

    # -- telling people ----------------------------------------------------------------

    def _tell_holders(self) -> None:
        """An activity for each holder's manager, in one insert."""
        model_id = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for transfer in self:
            outlet = transfer.outlet_id
            user = outlet.manager_id or outlet.access_user_ids[:1]
            if user.active and not user.share:
                words = transfer.with_context(lang=user.lang)
                vals_list.append(
                    {
                        "activity_type_id": kind.id,
                        "res_model_id": model_id,
                        "res_id": transfer.id,
                        "user_id": user.id,
                        "automated": True,
                        "summary": words.env._(
                            "%(outlet)s asks for aged goods",
                            outlet=transfer.dest_outlet_id.name,
                        ),
                        "date_deadline": fields.Date.context_today(transfer),
                    }
                )
        self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(
            vals_list
        )

    def _drop_activities(self) -> None:
        self.activity_unlink([ACTIVITY])

    def _tell_taker(self, reason: str) -> None:
        for transfer in self:
            transfer.message_post(
                body=transfer.env._("Refused: %(reason)s", reason=reason),
                partner_ids=transfer.requested_by_id.partner_id.ids,
            )
