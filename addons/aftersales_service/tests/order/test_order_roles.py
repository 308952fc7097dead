from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...tools import dispatch_flow, order_flow
from ..common import AftersalesCase
from ..rules import rule

OFFICE = {"outlet_manager", "dispatcher", "service_manager", "admin"}
FIELD = {"technician", *OFFICE}
# By hand from design.md §6: who may take a step, "reads everything" means no step.
WHO = {
    "accept": OFFICE,
    "dispatch": OFFICE,
    "arrive": FIELD,
    "assess": FIELD,
    "start": FIELD,
    "repair": FIELD,
    "sign": FIELD,
    "wait": FIELD,
    "resume": FIELD,
    "settle": OFFICE | {"finance"},
    "close": OFFICE,
    "archive": OFFICE,
    "cancel": OFFICE,
    "reopen": OFFICE,
}
WHO_DISPATCH = {
    "send": OFFICE,
    "accept": FIELD,
    "depart": FIELD,
    "arrive": FIELD,
    "finish": FIELD,
    "hand_in": OFFICE,
    "cancel": OFFICE,
}
ROLES = (
    *("technician", "outlet_manager", "dispatcher", "storekeeper", "finance"),
    *("inspector", "service_manager", "admin"),
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestOrderRoles(AftersalesCase):
    """Which role takes which step (R066, R067, R068)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            "technician": cls.technician_user,
            "dispatcher": cls.dispatcher,
            **{role: cls._create_user(role) for role in ROLES[1:2] + ROLES[3:]},
        }
        cls.outlet.manager_id = cls.users["outlet_manager"]
        cls.order = cls._create_order(technician_id=cls.technician.id)

    def _may(self, record, step, role):
        """Does the role pass the check of the step? (Its state is another matter.)"""
        try:
            record.with_user(self.users[role])._check_step_role(step)
        except AccessError:
            return False
        return True

    @rule("R066", "R067", "R068")
    def test_each_step_of_an_order_is_for_its_roles_only(self):
        for step in order_flow.FLOW.steps:
            allowed = {role for role in ROLES if self._may(self.order, step, role)}
            self.assertEqual(allowed, WHO[step], step)

    @rule("R066", "R067", "R068")
    def test_each_step_of_a_dispatch_is_for_its_roles_only(self):
        dispatch = self._create_dispatch(self.order)
        for step in dispatch_flow.FLOW.steps:
            allowed = {role for role in ROLES if self._may(dispatch, step, role)}
            self.assertEqual(allowed, WHO_DISPATCH[step], step)

    def test_a_technician_neither_accepts_nor_closes(self):
        order = self.order.with_user(self.technician_user)
        with self.assertRaisesRegex(AccessError, "Accept"):
            order.action_accept()
        with self.assertRaises(AccessError):
            order.action_close()
        self.assertEqual(self.order.state, "draft")

    @rule("R067", "R068")
    def test_the_dispatcher_takes_the_slip_in_not_the_technician(self):
        dispatch = self._walk_to_signed(self.order)
        dispatch.debrief_note = "Rail replaced."
        with self.assertRaisesRegex(AccessError, "Dispatcher"):
            dispatch.with_user(self.technician_user).action_hand_in()
        dispatch.with_user(self.dispatcher).action_hand_in()
        self.assertEqual(dispatch.state, "returned")

    def test_finance_settles_though_it_takes_no_other_step(self):
        self._walk_to_signed(self.order)
        self.order.with_user(self.users["finance"]).action_settle()
        self.assertEqual(self.order.state, "settled")
        with self.assertRaises(AccessError):
            self.order.with_user(self.users["finance"]).action_close()

    def test_an_outlet_manager_takes_an_order_of_his_outlet_to_its_end(self):
        manager = self.users["outlet_manager"]
        order = self.order.with_user(manager)
        order.action_accept()
        order.action_dispatch()
        dispatch = order.dispatch_ids
        dispatch.action_arrive()
        order.action_assess()
        order.cause_id = self.cause
        dispatch.write({**self.FINISH_VALS, "debrief_note": "Rail replaced."})
        dispatch.action_finish()
        dispatch.action_hand_in()
        order.action_settle()
        order.action_close()
        self.assertEqual(order.state, "closed")

    def test_a_step_that_is_not_yours_is_refused_before_its_state_is_looked_at(self):
        self.order.action_accept()
        with self.assertRaises(AccessError):
            self.order.with_user(self.technician_user).action_accept()

    def test_outlets_are_approved_by_service_managers(self):
        outlet = self.env["aftersales.outlet"].create({"name": "Yantai Branch"})
        for role in set(ROLES) - {"service_manager", "admin"}:
            with self.assertRaises(AccessError, msg=role):
                outlet.with_user(self.users[role]).action_approve()
        outlet.with_user(self.users["service_manager"]).action_approve()
        self.assertEqual(outlet.state, "approved")
