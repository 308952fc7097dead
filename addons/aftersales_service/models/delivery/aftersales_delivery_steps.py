from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import delivery_flow

# What the customer signed does not change afterwards.
SIGNED_FIELDS = frozenset(
    {
        *("picking_id", "delivered_at", "received_at", "customer_note"),
        *("is_model_right", "is_quantity_right", "is_mark_right"),
        *("is_packaging_sound", "signed_by", "signature", "signature_refused_reason"),
    }
)
CHECKS = (
    *("is_model_right", "is_quantity_right"),
    *("is_mark_right", "is_packaging_sound"),
)


class AftersalesDelivery(models.Model):
    """What a delivery does: prepared, called, sent, handed over, signed for."""

    _inherit = "aftersales.delivery"

    @api.constrains("picking_id")
    def _check_picking(self):
        for delivery in self.sudo():
            if delivery.picking_id.picking_type_id.code != "outgoing":
                raise ValidationError(
                    self.env._(
                        "%(picking)s brings nothing to a customer. Choose a delivery "
                        "order.",
                        picking=delivery.picking_id.name,
                    )
                )

    def write(self, vals):
        if SIGNED_FIELDS & vals.keys():
            self._check_unsigned()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_unsigned()

    def _check_unsigned(self) -> None:
        if self._is_in_step():
            return
        signed = self.filtered(lambda delivery: delivery.state == "received")
        if signed:
            raise UserError(
                self.env._(
                    "%(deliveries)s: the customer has signed the receipt; what it says "
                    "stays. Write down what turns up later as a damage.",
                    deliveries=", ".join(signed.mapped("name")),
                )
            )

    def _get_flow(self):
        return delivery_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "prepare": self.env._("Ready to Go"),
            "send": self.env._("Send Off"),
            "deliver": self.env._("Hand Over"),
            "receive": self.env._("Sign Receipt"),
            "cancel": self.env._("Cancel"),
            "call": self.env._("Customer Called"),
        }

    def _take(self, step: str, find_problems) -> None:
        """Take a step with all deliveries, unless something is lacking of any.

        :param find_problems: function that says in words what a delivery lacks
        """
        self._check_step_role(step)
        self._check_step_possible(step)
        self._refuse([p for delivery in self for p in find_problems(delivery)])
        self._transition(step)

    def _say_missing(self, names, step: str) -> list[str]:
        """Words for the empty ones of these fields."""
        self.ensure_one()
        return [
            self.env._(
                "%(delivery)s: fill in %(field)s before “%(step)s”.",
                delivery=self.display_name,
                field=self._fields[name]._description_string(self.env),
                step=self._get_step_label(step),
            )
            for name in names
            if not self[name]
        ]

    # -- at our door ------------------------------------------------------------------

    def action_prepare(self):
        """Papers are complete, goods packed and handed over (R174-R176)."""
        self._take("prepare", lambda delivery: delivery._get_prepare_problems())

    def _get_prepare_problems(self) -> list[str]:
        """What still hinders the goods from leaving. Other addons add theirs."""
        self.ensure_one()
        step = self._get_step_label("prepare")
        problems = self.document_ids._get_problems(self, step)
        problems += [
            self.env._(
                "%(delivery)s: answer “%(question)s” on the checklist before "
                "“%(step)s”.",
                delivery=self.display_name,
                question=question.name,
                step=step,
            )
            for question in self._get_missing_questions()
        ]
        return problems + [
            self.env._(
                "%(delivery)s: put right what the checklist says is not in order: "
                "%(failure)s.",
                delivery=self.display_name,
                failure=answer._get_failure(),
            )
            for answer in self._get_asked_answers()
            if answer._is_failed()
        ]

    def action_call(self):
        """The customer was called just now (R177); the agreed time is filled in."""
        self._check_step_role("call")
        self.write({"called_at": fields.Datetime.now(), "called_by_id": self.env.uid})

    def action_send(self):
        self._take("send", lambda delivery: delivery._get_send_problems())

    def _get_send_problems(self) -> list[str]:
        self.ensure_one()
        if not self.company_id.aftersales_delivery_needs_call:
            return []
        return self._say_missing(
            ("called_at", "called_by_id", "call_contact", "agreed_at"), "send"
        )

    def _leave(self) -> None:
        """The goods leave the warehouse: what is ready goes along, or nothing does."""
        waiting = self.filtered(lambda delivery: delivery.state == "draft")
        self._refuse(
            [
                p
                for delivery in waiting
                for p in [
                    *delivery._get_prepare_problems(),
                    delivery._get_step_problem("send"),
                ]
            ]
        )
        self.filtered(lambda delivery: delivery.state == "ready").action_send()

    # -- at the customer's ------------------------------------------------------------

    def action_deliver(self):
        """The goods are there and were looked at with the customer (R182)."""
        self._take("deliver", lambda delivery: delivery._get_deliver_problems())

    def _get_deliver_problems(self) -> list[str]:
        self.ensure_one()
        open_checks = [name for name in CHECKS if not self[name]]
        if not open_checks or self.damage_ids:
            return []
        return [
            self.env._(
                "%(delivery)s: look at the goods with the customer and tick what is "
                "right. If %(checks)s cannot be ticked, write down what is wrong under "
                "“Damage and Differences”.",
                delivery=self.display_name,
                checks=", ".join(
                    self._fields[name]._description_string(self.env)
                    for name in open_checks
                ),
            )
        ]

    def action_receive(self):
        """The customer has signed for the goods, or has said why not."""
        self._take("receive", lambda delivery: delivery._get_receive_problems())
        self.sudo()._date_units()

    def _get_receive_problems(self) -> list[str]:
        self.ensure_one()
        if self.signature_refused_reason:
            return []
        return self._say_missing(("signature", "signed_by"), "receive")

    def _date_units(self) -> None:
        """Terms of the units run from the day the customer got them."""
        units = self.env["aftersales.equipment"].search(
            [("delivery_move_id.picking_id", "in", self.picking_id.ids)]
        )
        by_picking = self.grouped("picking_id")
        days = units.grouped(
            lambda unit: by_picking[unit.delivery_move_id.picking_id].delivered_date
        )
        for day, delivered in days.items():
            later = delivered.filtered(
                lambda unit, day=day: unit.delivery_date and unit.delivery_date < day
            )
            if later:
                later.write({"delivery_date": day})

    def action_cancel(self):
        self._transition("cancel")

    # -- what grows out of it ---------------------------------------------------------

    def action_raise_installation(self):
        """Open a service order that installs these goods."""
        self.ensure_one()
        action = self.picking_id.action_raise_aftersales_order()
        kind = self.env.ref(
            "aftersales_service.order_type_installation", raise_if_not_found=False
        )
        if kind:
            action["context"]["default_type_id"] = kind.id
        action["name"] = self.env._("Installation")
        return action

    def action_print(self):
        return self.env.ref(
            "aftersales_service.action_report_delivery_receipt"
        ).report_action(self)
