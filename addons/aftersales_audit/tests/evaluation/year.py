from freezegun import freeze_time

from odoo.fields import Command

from odoo.addons.aftersales_service.models.flow_mixin import STEP

from ..common import AuditCase

NOW = "2026-06-15 02:00:00"
SHIPPED = "aftersales_audit.audit_scheme_gbt_27922"
MATRIX = "aftersales_audit.responsibility_matrix_handbook_004"


class LiveYearCase(AuditCase):
    """A year of service work, and the standard it is evaluated by."""

    @classmethod
    def setUpClass(cls):
        cls.frozen_time = cls.enterClassContext(freeze_time(NOW))
        super().setUpClass()
        cls._setup_departments()
        cls._setup_auditor()
        cls.scheme = cls.env.ref(SHIPPED).copy()
        cls.scheme.action_fill_placeholder()
        cls.scheme.action_put_in_force()
        cls.matrix = cls.env.ref(MATRIX).copy(
            {"scheme_id": cls.scheme.id, "company_id": cls.company.id}
        )
        cls.matrix.column_ids.department_id = cls.office
        cls._live_through_the_year()

    @classmethod
    def _in_state(cls, model, **vals):
        """A document in the middle of its life: the steps have tests of their own."""
        return (
            cls.env[model]
            .sudo()
            .with_context(_aftersales_step=STEP)
            .create({"company_id": cls.company.id, **vals})
        )

    @classmethod
    def _live_through_the_year(cls):
        cls._do_orders()
        cls._do_goods()
        cls._hear_customers()
        cls._look_after()

    @classmethod
    def _do_orders(cls):
        cls.orders = cls.env["aftersales.order"]
        for day in (2, 3, 4):
            order = cls._create_order(
                outlet_id=cls.outlet.id,
                channel="web" if day == 2 else "phone",
                received_at=f"2026-03-0{day} 01:00:00",
                accepted_at=f"2026-03-0{day} 02:00:00",
                repaired_at=f"2026-03-0{day} 06:00:00",
            )
            cls.orders += order
            cls.visit = cls._in_state(
                "aftersales.dispatch",
                order_id=order.id,
                outlet_id=cls.outlet.id,
                state="returned",
                scheduled_start=f"2026-03-0{day} 03:00:00",
                scheduled_end=f"2026-03-0{day} 05:00:00",
                finished_at=f"2026-03-0{day} 05:00:00",
                returned_at=f"2026-03-0{day} 09:00:00",
                **{**cls.FINISH_VALS, "briefing_given": day != 4},
            )

    @classmethod
    def _do_goods(cls):
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        pickings = cls.env["stock.picking"].create(
            [
                {
                    "picking_type_id": warehouse.out_type_id.id,
                    "partner_id": cls.customer.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "location_dest_id": cls.env.ref(
                        "stock.stock_location_customers"
                    ).id,
                }
                for _number in range(2)
            ]
        )
        for picking, is_sound in zip(pickings, (True, False), strict=True):
            cls._in_state(
                "aftersales.delivery",
                picking_id=picking.id,
                outlet_id=cls.outlet.id,
                state="received",
                promised_date="2026-03-05",
                called_at="2026-03-04 01:00:00",
                delivered_at="2026-03-05 02:00:00",
                is_packaging_sound=is_sound,
                is_mark_right=True,
            )

    @classmethod
    def _hear_customers(cls):
        for moment in ("2026-03-04 01:00:00", False):
            cls._complain("2026-03-02 01:00:00", moment)
        for state in ("done", "planned"):
            cls._in_state(
                "aftersales.return.visit",
                partner_id=cls.customer.id,
                order_id=cls.orders[0].id,
                outlet_id=cls.outlet.id,
                state=state,
                planned_date="2026-04-01",
                visited_at="2026-04-01 02:00:00" if state == "done" else False,
            )

    @classmethod
    def _complain(cls, received, resolved):
        return cls._in_state(
            "aftersales.complaint",
            title="Nobody came",
            description="I waited the whole day.",
            partner_id=cls.customer.id,
            category_id=cls.env.ref("aftersales_service.complaint_category_delay").id,
            outlet_id=cls.outlet.id,
            state="resolved" if resolved else "received",
            received_at=received,
            user_id=cls.dispatcher.id,
            resolved_at=resolved,
            fed_back_at=resolved,
        )

    @classmethod
    def _look_after(cls):
        course = cls.env["aftersales.training"].create(
            {"name": "Rules and Conduct", "hours": 8}
        )
        for state in ("held", "planned"):
            cls._in_state(
                "aftersales.training.session",
                training_id=course.id,
                state=state,
                date_start="2026-03-01 01:00:00",
                date_end="2026-03-01 09:00:00",
                attendance_ids=[
                    Command.create(
                        {"employee_id": cls.technician.id, "status": "present"}
                    )
                ],
            )
        cls._in_state(
            "aftersales.spot.check",
            dispatch_id=cls.visit.id,
            state="done",
            check_date="2026-03-06",
            result="ok",
            checklist_id=False,
        )
        cls.law = cls.env["aftersales.legal.item"].create(
            {
                "name": "Old Law",
                "company_id": cls.company.id,
                "is_applicable": True,
                "end_date": "2026-05-01",
            }
        )

    def _get_line(self, code, at_outlet=False):
        return self.audit.line_ids.filtered(
            lambda one: one.clause_id.code == code and bool(one.outlet_id) == at_outlet
        )
