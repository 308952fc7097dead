from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon


class AftersalesCase(BaseCommon):
    """A company with one outlet, one technician, one customer and one unit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_basic_records()
        cls._setup_users()

    @classmethod
    def _setup_basic_records(cls):
        cls.company = cls.env.company
        cls.customer = cls.env["res.partner"].create(
            {"name": "Haibin School", "phone": "13812345678", "city": "Qingdao"}
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Filing Cabinet", "type": "consu", "is_storable": True}
        )
        cls.unit = cls._create_unit()
        cls.outlet = cls._create_outlet()
        cls.type_repair = cls.env.ref("aftersales_service.order_type_repair")
        cls.type_remote = cls.env.ref("aftersales_service.order_type_remote")
        cls.type_installation = cls.env.ref(
            "aftersales_service.order_type_installation"
        )
        cls.symptom = cls._create_fault_code("Drawer sticks", "symptom")
        cls.cause = cls._create_fault_code("Rail bent", "cause")
        cls.misuse = cls.env.ref("aftersales_service.fault_cause_misuse")
        cls.remedy = cls.env.ref("aftersales_service.fault_remedy_part")
        cls.labour = cls.company.aftersales_labour_product_id
        cls.labour.list_price = 100.0

    @classmethod
    def _setup_users(cls):
        cls.technician_user = cls._create_user("technician")
        cls.technician = cls.env["hr.employee"].create(
            {"name": "Wang Gong", "user_id": cls.technician_user.id}
        )
        cls.outlet.technician_ids = cls.technician
        cls.dispatcher = cls._create_user("dispatcher")

    @classmethod
    def _create_user(cls, role, login=None, **kwargs):
        return new_test_user(
            cls.env,
            login or f"test_{role}",
            groups=f"aftersales_service.group_{role}",
            tz="Asia/Shanghai",
            **kwargs,
        )

    @classmethod
    def _create_unit(cls, **vals):
        return cls.env["aftersales.equipment"].create(
            {
                "product_id": cls.product.id,
                "serial": "SN000001",
                "partner_id": cls.customer.id,
                "warranty_end_date": "2027-12-31",
                **vals,
            }
        )

    @classmethod
    def _create_outlet(cls, **vals):
        outlet = cls.env["aftersales.outlet"].create(
            {"name": "Qingdao Branch", "cities": "Qingdao", **vals}
        )
        cls._file_papers(outlet)
        outlet.action_approve()
        outlet.action_activate()
        return outlet

    @classmethod
    def _file_papers(cls, outlet):
        """What an outlet of its kind hands in; a partner's contract."""
        required = cls.env["aftersales.outlet.document.requirement"]
        required = required._get_requirements(outlet)
        cls.env["aftersales.outlet.document"].create(
            [
                {
                    "outlet_id": outlet.id,
                    "type_id": requirement.type,
                    "date_end": "2099-12-31",
                    "attachment_ids": cls._paper("scan.pdf"),
                }
                for requirement in required.get((outlet.company_id.id, outlet.kind), ())
                for _number in range(requirement.count)
            ]
        )
        if outlet.kind in ("authorised", "outsourced"):
            cls.env["aftersales.outlet.contract"].create(
                {
                    "outlet_id": outlet.id,
                    "date_start": "2020-01-01",
                    "attachment_ids": cls._paper("contract.pdf"),
                }
            ).action_sign()

    @classmethod
    def _paper(cls, name):
        return [(0, 0, {"name": name, "raw": b"%PDF-1.4"})]

    @classmethod
    def _create_fault_code(cls, name, kind, **vals):
        return cls.env["aftersales.fault.code"].create(
            {"name": name, "kind": kind, **vals}
        )

    @classmethod
    def _create_order(cls, **vals):
        return cls.env["aftersales.order"].create(
            {
                "partner_id": cls.customer.id,
                "equipment_id": cls.unit.id,
                "symptom_id": cls.symptom.id,
                "received_at": "2026-03-02 01:00:00",
                **vals,
            }
        )

    @classmethod
    def _create_dispatch(cls, order, **vals):
        return cls.env["aftersales.dispatch"].create(
            {
                "order_id": order.id,
                "technician_ids": [(6, 0, cls.technician.ids)],
                "scheduled_start": "2026-03-02 02:00:00",
                "scheduled_end": "2026-03-02 04:00:00",
                **vals,
            }
        )

    # Values a technician writes on the slip before he finishes a visit.
    FINISH_VALS = {
        "outcome": "solved",
        "work_done": "Rail replaced, drawer adjusted.",
        "briefing_given": True,
        "opinion": "satisfied",
        "signed_by": "Director Li",
        "signature": (
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO"
            "1AAAAABJRU5ErkJggg=="
        ),
    }

    def _walk_to_signed(self, order):
        """Take an order from the call to the customer's signature."""
        order.action_accept()
        dispatch = self._create_dispatch(order)
        dispatch.action_send()
        dispatch.action_depart()
        dispatch.action_arrive()
        order.action_assess()
        order.cause_id = order.cause_id or self.cause
        if order.needs_price_confirmation:
            order._confirm_price("Director Li")
        dispatch.write(self.FINISH_VALS)
        dispatch.action_finish()
        return dispatch

    def _count_queries(self, function):
        """Queries that ``function`` needs, with cold caches and everything flushed."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
