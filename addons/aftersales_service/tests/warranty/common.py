from datetime import datetime

from ...models.flow_mixin import STEP
from ..common import AftersalesCase

PREFIX = "aftersales_service.warranty_policy_"


class WarrantyCase(AftersalesCase):
    """Goods with a policy of their own, and repairs that are history."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "UTC"
        cls.manager = cls._create_user("service_manager")
        cls.Policy = cls.env["aftersales.warranty.policy"]
        cls.category = cls.env["product.category"].create({"name": "Served Goods"})
        cls.goods = cls.env["product.product"].create(
            {
                "name": "Colour Set",
                "type": "consu",
                "is_storable": True,
                "categ_id": cls.category.id,
            }
        )
        cls.consumer = cls.env["res.partner"].create({"name": "Mr Zhao"})
        cls.buyer_company = cls.env["res.partner"].create(
            {"name": "Haibin Ltd", "is_company": True}
        )

    @classmethod
    def _get_law(cls, name):
        return cls.env.ref(PREFIX + name)

    @classmethod
    def _bind(cls, name):
        """Say that a shipped policy is for our goods, and put it in force."""
        policy = cls._get_law(name)
        policy.product_category_ids = cls.category
        policy.action_put_in_force()
        return policy

    @classmethod
    def _create_policy(cls, months=12, **vals):
        """A promise for our goods, in force."""
        clock = {"event": "delivery_date", "months": months}
        terms = vals.pop(
            "terms", [{"name": "Whole Unit", "clock_ids": [(0, 0, clock)]}]
        )
        policy = cls.Policy.create(
            {
                "name": "Our promise",
                "product_category_ids": [(6, 0, cls.category.ids)],
                "term_ids": [(0, 0, term) for term in terms],
                **vals,
            }
        )
        policy.action_put_in_force()
        return policy

    @classmethod
    def _sell(cls, moment="2024-01-10", **vals):
        """A unit of our goods, bought and delivered on one day."""
        cls.sold = getattr(cls, "sold", 0) + 1
        return cls.env["aftersales.equipment"].create(
            {
                "product_id": cls.goods.id,
                "serial": f"W{cls.sold:05}",
                "partner_id": cls.consumer.id,
                "invoice_date": moment,
                "delivery_date": moment,
                "price": 3000,
                **vals,
            }
        )

    @classmethod
    def _report(cls, unit, day, **vals):
        """A call about a unit."""
        return cls._create_order(
            partner_id=unit.partner_id.id,
            equipment_id=unit.id,
            received_at=f"{day} 01:00:00",
            **vals,
        )

    @classmethod
    def _repaired(cls, unit, day_in, day_out, **vals):
        """A repair that is over and signed."""
        return cls._create_signed([(unit, day_in, day_out, vals)])

    @classmethod
    def _create_signed(cls, repairs):
        """``(unit, first day, last day, values)`` of each, all at once.

        Each is about a fault of its own, so that none is a repeat of another.
        """
        faults = cls.env["aftersales.fault.code"].create(
            [
                {"name": f"{unit.serial} {day_in}", "kind": "symptom"}
                for unit, day_in, _day_out, _vals in repairs
            ]
        )
        return (
            cls.env["aftersales.order"]
            .with_context(_aftersales_step=STEP)
            .create(
                [
                    {
                        "partner_id": unit.partner_id.id,
                        "equipment_id": unit.id,
                        "symptom_id": fault.id,
                        "received_at": f"{day_in} 01:00:00",
                        "repaired_at": f"{day_out} 09:00:00",
                        "signed_at": f"{day_out} 09:00:00",
                        "state": "signed",
                        **vals,
                    }
                    for fault, (unit, day_in, day_out, vals) in zip(
                        faults, repairs, strict=True
                    )
                ]
            )
        )

    @classmethod
    def _write_in_step(cls, order, **vals):
        order.sudo().with_context(_aftersales_step=STEP).write(vals)

    def _get_options(self, unit, day, part=None):
        on = datetime.fromisoformat(day).date()
        part = part and self.env.ref(f"aftersales_service.part_class_{part}")
        return unit._assess(on, part).options
