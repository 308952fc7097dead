import base64

from odoo.fields import Command

from ..common import AftersalesCase

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJ"
    "RU5ErkJggg=="
)


class DeliveryCase(AftersalesCase):
    """A sale that leaves the warehouse as a delivery, and its installation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.storekeeper = cls._create_user("storekeeper")
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.machine = cls.env["product.product"].create(
            {
                "name": "Circulating Pump",
                "type": "consu",
                "is_storable": True,
                "tracking": "serial",
            }
        )

    @classmethod
    def _create_picking(cls, product=None, partner=None, confirm=True, serial="P-1"):
        """A transfer of one piece to the customer, in stock."""
        product = product or cls.machine
        lot = cls.env["stock.lot"]
        if product.tracking == "serial":
            lot = lot.create({"product_id": product.id, "name": serial})
        cls.env["stock.quant"]._update_available_quantity(
            product, cls.warehouse.lot_stock_id, 1, lot_id=lot
        )
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": cls.warehouse.out_type_id.id,
                "partner_id": (partner or cls.customer).id,
                "location_id": cls.warehouse.lot_stock_id.id,
                "location_dest_id": cls.env.ref("stock.stock_location_customers").id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": 1,
                            "location_id": cls.warehouse.lot_stock_id.id,
                            "location_dest_id": cls.env.ref(
                                "stock.stock_location_customers"
                            ).id,
                        }
                    )
                ],
            }
        )
        if confirm:
            picking.action_confirm()
            picking.action_assign()
        return picking

    @classmethod
    def _create_delivery(cls, **vals):
        picking = vals.pop("picking", None) or cls._create_picking()
        return cls.env["aftersales.delivery"].create(
            {
                "picking_id": picking.id,
                "promised_date": "2026-03-05",
                "driver_id": cls.technician.id,
                **vals,
            }
        )

    @classmethod
    def _pack(cls, delivery):
        """Papers enclosed, questions answered well, customer called."""
        delivery.document_ids.write({"is_enclosed": True})
        cls._answer_well(delivery)
        delivery.write(
            {
                "called_at": "2026-03-04 01:00:00",
                "called_by_id": cls.dispatcher.id,
                "call_contact": "Director Li",
                "agreed_at": "2026-03-05 02:00:00",
            }
        )

    @classmethod
    def _answer_well(cls, document):
        for answer in document.answer_ids:
            answer.option_id = answer.question_id.option_ids.filtered(
                lambda option: not option.is_failure
            )[:1]

    @classmethod
    def _move_goods(cls, picking):
        picking.move_ids.picked = True
        picking._action_done()

    @classmethod
    def _bring(cls, delivery):
        """From the shelf to the customer's door."""
        cls._pack(delivery)
        delivery.action_prepare()
        cls._move_goods(delivery.picking_id)
        delivery.write(
            {
                "is_model_right": True,
                "is_quantity_right": True,
                "is_mark_right": True,
                "is_packaging_sound": True,
            }
        )
        delivery.action_deliver()

    @classmethod
    def _create_installation(cls, procedure=None, **order_vals):
        """The installation that comes with an accepted order."""
        order = cls._create_order(
            type_id=cls.type_installation.id,
            symptom_id=False,
            technician_id=cls.technician.id,
            **order_vals,
        )
        order.action_accept()
        installation = order.installation_ids
        if procedure:
            installation.procedure_id = procedure
        return installation

    @classmethod
    def _photo(cls):
        return cls.env["ir.attachment"].create(
            {"name": "done.png", "raw": base64.b64decode(PNG)}
        )

    @classmethod
    def _work_off(cls, installation):
        """Do all steps but those of a kind of their own."""
        installation.has_no_property = True
        for step in installation.step_ids:
            cls._answer_well(step)
            step.photo_ids = cls._photo()
            step.action_done()
