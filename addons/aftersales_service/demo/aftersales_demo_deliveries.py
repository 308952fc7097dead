from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from . import delivery_texts as words

STEPS = ("prepare", "send", "deliver", "receive")
REACHED = {"draft": 0, "ready": 1, "sent": 2, "delivered": 3, "received": 4}
CHECKS = (
    *("is_model_right", "is_quantity_right"),
    *("is_mark_right", "is_packaging_sound"),
)


class AftersalesDemo(models.AbstractModel):
    """Goods on their way, and installations up to the customer's signature."""

    _inherit = "aftersales.demo"

    # -- deliveries -------------------------------------------------------------------

    @api.model
    def _load_deliveries(self):
        carrier = self.env["res.partner"].create(
            {"name": self._text(words.HAULIER), "is_company": True}
        )
        for number, freight in enumerate(words.FREIGHTS):
            delivery = self._create_delivery(freight, carrier)
            if number == words.DAMAGED:
                self._dent(delivery)
            self._bring(delivery, freight)
        self._load_run()

    @api.model
    def _create_delivery(self, freight, carrier):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        product = self._ref(freight.product)
        places = {
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": self.env.ref("stock.stock_location_customers").id,
        }
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": warehouse.out_type_id.id,
                "partner_id": self._ref(f"customer_{freight.customer}").id,
                "scheduled_date": self._moment(freight.promised, 540),
                "move_ids": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": 1, **places}
                    )
                ],
                **places,
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return self.env["aftersales.delivery"].create(
            {
                "picking_id": picking.id,
                "promised_date": self._today() + timedelta(days=freight.promised),
                "packaging": self._text(freight.packaging),
                "carrier_id": carrier.id,
                "outlet_id": self._ref("outlet_qd").id,
            }
        )

    @api.model
    def _bring(self, delivery, freight):
        """As far as this delivery got, by the very steps that people take."""
        reached = REACHED[freight.state]
        if not reached:
            return
        delivery.document_ids.is_enclosed = True
        self._answer_in_order(delivery)
        moment = self._moment(freight.days, 560)
        contact = delivery.partner_id.child_ids[:1] or delivery.partner_id
        delivery.write(
            {
                "called_at": self._moment(min(freight.days, freight.promised) - 1, 620),
                "called_by_id": self._ref("user_dispatcher").id,
                "call_contact": contact.name,
                "call_note": self._text(words.CALL_NOTE),
                "agreed_at": self._moment(max(freight.days, freight.promised), 600),
                "prepared_at": moment - timedelta(hours=2),
            }
        )
        for step in STEPS[:reached]:
            if step == "send":
                delivery.sent_at = moment
                delivery.picking_id.move_ids.picked = True
                delivery.picking_id._action_done()
                continue
            if step == "deliver":
                sound = not delivery.damage_ids
                delivery.write(dict.fromkeys(CHECKS, True))
                delivery.is_packaging_sound = sound
                delivery.delivered_at = moment + timedelta(hours=1)
            elif step == "receive":
                delivery.write(
                    {
                        "received_at": moment + timedelta(hours=1),
                        "signed_by": contact.name,
                        "signature": self._get_signature(),
                    }
                )
            getattr(delivery, f"action_{step}")()

    @api.model
    def _dent(self, delivery):
        """Damage that the haulier bears; a service order puts it right."""
        delivery.customer_note = self._text(words.CUSTOMER_NOTE)
        damage = self.env["aftersales.delivery.damage"].create(
            {
                "delivery_id": delivery.id,
                "product_id": delivery.picking_id.move_ids.product_id.id,
                "name": self._text(words.DENT),
                "cause": self._text(words.DENT_CAUSE),
                "liability": "carrier",
                "found_date": self._today() - timedelta(days=7),
            }
        )
        damage.action_raise_order()

    @api.model
    def _answer_in_order(self, document):
        for answer in document.answer_ids:
            answer.option_id = answer.question_id.option_ids.filtered(
                lambda option: not option.is_failure
            )[:1]

    # -- installations ----------------------------------------------------------------

    @api.model
    def _end_visit(self, visit, story, moments: dict):
        """What the technician installs is accepted before he leaves."""
        if story.outcome == "solved":
            for installation in visit.order_id.installation_ids:
                self._install(installation, moments)
        return super()._end_visit(visit, story, moments)

    @api.model
    def _install(self, installation, moments: dict):
        end = moments["signed"]
        installation.action_start()
        installation.started_at = moments["on_site"]
        self._protect(installation)
        photo = self.env["ir.attachment"].create(
            {"name": "installed.png", "datas": self._get_signature()}
        )
        for number, step in enumerate(installation.step_ids):
            self._answer_in_order(step)
            if step.needs_photo:
                step.photo_ids = photo
            step.done_at = moments["on_site"] + timedelta(minutes=12 * (number + 1))
            step.action_done()
        self._train(installation)
        installation.write(
            {
                "presented_at": end,
                "accepted_at": end,
                "signed_by": installation.order_id.contact_name,
                "signature": self._get_signature(),
            }
        )
        installation.action_present()
        installation.action_accept()
        installation.answered_at = end

    @api.model
    def _protect(self, installation):
        installation.property_ids = [
            Command.create(
                {
                    "name": self._text(words.FLOOR),
                    "condition": self._text(words.FLOOR_CONDITION),
                    "protection": self._text(words.FLOOR_PROTECTION),
                }
            )
        ]

    @api.model
    def _train(self, installation):
        training = self.env["aftersales.installation.training"].create(
            {
                "installation_id": installation.id,
                "training_date": installation.started_at.date(),
                "trainer_id": installation.leader_id.id,
                "hours": 1.5,
                "topics": self._text(words.TOPICS),
                "trainee_ids": [
                    Command.create({"name": self._text(name), "job": self._text(job)})
                    for name, job in words.TRAINEES
                ],
                "signed_by": self._text(words.TRAINEES[0][0]),
                "signature": self._get_signature(),
            }
        )
        training.action_sign()

    @api.model
    def _load_run(self):
        """Motor-driven shelving runs at full load; a power cut made it begin anew."""
        known = self._find_order(15, "shelving_c865")
        order = self.env["aftersales.order"].create(
            {
                "type_id": self.env.ref(
                    "aftersales_service.order_type_installation"
                ).id,
                "partner_id": known.partner_id.id,
                "equipment_id": known.equipment_id.id,
                "contact_name": known.contact_name,
                "phone": known.phone,
                "technician_id": known.technician_id.id,
                "received_at": self._moment(-4, 540),
            }
        )
        order.action_accept()
        installation = order.installation_ids
        machine = self.env.ref("aftersales_service.installation_procedure_machine")
        installation.procedure_id = machine
        installation.promised_date = self._today() + timedelta(days=3)
        installation.action_start()
        installation.started_at = self._moment(-3, 510)
        self._protect(installation)
        for step in installation.step_ids:
            if step.kind == "load_run":
                break
            self._answer_in_order(step)
            step.action_done()
        now = fields.Datetime.now().replace(minute=0, second=0)
        self.env["aftersales.installation.reading"].create(
            [
                {
                    "installation_id": installation.id,
                    "measured_at": now - timedelta(hours=hours),
                    "is_stop": not load,
                    "note": self._text(words.POWER_CUT) if not load else False,
                    "value_ids": [
                        Command.create(
                            {"measure_id": measure.id, "typed": load if first else "41"}
                        )
                        for measure, first in zip(
                            machine.measure_ids, (True, False), strict=True
                        )
                        if load
                    ],
                }
                for hours, load in words.READINGS
            ]
        )
