from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from ..common import AftersalesCase
from ..rules import rule


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 03:00:00")
class TestCorrectiveTask(AftersalesCase):
    """A problem, what is done about it, and another person who looks at it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_user("outlet_manager")
        cls.manager = cls._create_user("service_manager")
        cls.inspector = cls._create_user("inspector")
        cls.outlet.manager_id = cls.keeper
        cls.company.aftersales_service_manager_id = cls.manager
        cls.Task = cls.env["aftersales.corrective.task"]

    def _create_task(self, user=None, **vals):
        return self.Task.with_user(user or self.dispatcher).create(
            {
                "problem": "The drawer was not adjusted.",
                "deadline": "2026-03-10",
                "user_id": self.technician_user.id,
                "outlet_id": self.outlet.id,
                **vals,
            }
        )

    def _finish(self, task, user=None):
        task = task.with_user(user or task.user_id)
        task.write({"cause": "No gauge.", "measure": "Adjusted again."})
        task.action_start()
        task.action_finish()

    @rule("R275")
    def test_it_goes_from_the_problem_to_the_proof(self):
        task = self._create_task()
        self.assertTrue(task.name.startswith("CT/2026/"))
        todo = task.activity_ids
        self.assertEqual(todo.user_id, self.technician_user)
        self.assertEqual(str(todo.date_deadline), "2026-03-10")
        self._finish(task)
        self.assertFalse(task.activity_ids)
        self.assertEqual(task.done_by_id, self.technician_user)
        task.with_user(self.keeper).action_verify()
        self.assertEqual(task.verified_by_id, self.keeper)
        self.assertTrue(task.verified_at)

    def test_nobody_verifies_his_own_work(self):
        task = self._create_task(user_id=self.keeper.id)
        self._finish(task)
        with self.assertRaisesRegex(UserError, "test_outlet_manager"):
            task.with_user(self.keeper).action_verify()
        with self.assertRaises(AccessError):
            task.with_user(self.dispatcher).action_verify()
        task.with_user(self.inspector).action_reject()
        self.assertEqual(task.state, "in_progress")
        self.assertEqual(task.activity_ids.user_id, self.keeper)
        self.assertFalse(task.done_by_id)

    def test_cause_and_measure_are_asked_of_all_at_once(self):
        tasks = self._create_task() | self._create_task(cause="Known.")
        with self.assertRaises(UserError) as caught:
            tasks.with_user(self.technician_user).action_finish()
        message = str(caught.exception)
        self.assertEqual(len(message.splitlines()), 3)
        for task in tasks:
            self.assertIn(task.name, message)

    def test_what_was_agreed_stays_and_stamps_are_not_typed(self):
        task = self._create_task()
        with self.assertRaises(UserError):
            task.verified_by_id = self.dispatcher
        with self.assertRaises(UserError):
            task.state = "verified"
        self._finish(task)
        with self.assertRaisesRegex(UserError, "Reject"):
            task.with_user(self.manager).deadline = "2026-04-01"
        with self.assertRaises(UserError):
            task.unlink()
        task.with_user(self.keeper).verification = "Seen on site."

    def test_another_responsible_gets_the_activity(self):
        task = self._create_task()
        with Form(task) as form:
            form.user_id = self.keeper
            form.deadline = "2026-03-12"
        self.assertEqual(task.activity_ids.user_id, self.keeper)
        self.assertEqual(str(task.activity_ids.date_deadline), "2026-03-12")

    def test_overdue_tasks_are_told_to_the_superior_and_told_once_a_run(self):
        tasks = self._create_task() | self._create_task(user_id=self.keeper.id)
        self._create_task(deadline="2026-12-31")
        with freeze_time("2026-03-11 01:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self.Task.search([("is_overdue", "=", True)]), tasks)
            self.assertEqual(self.Task._remind_batch(100), 2)
            self.assertEqual(self.Task._remind_batch(100), 0)
        overdue = self.env.ref("aftersales_service.activity_type_corrective_overdue")
        told = tasks.activity_ids.filtered(lambda a: a.activity_type_id == overdue)
        self.assertEqual(told.user_id, self.keeper | self.manager)
        with freeze_time("2026-03-13 01:00:00"):
            self.assertEqual(self.Task._remind_batch(100), 0)
        with freeze_time("2026-03-14 01:00:00"):
            self.assertEqual(self.Task._remind_batch(100), 2)
        told = tasks.activity_ids.filtered(lambda a: a.activity_type_id == overdue)
        self.assertEqual(len(told), 2, "the last one takes the place of the first")

    def test_who_sees_them(self):
        task = self._create_task(user_id=self.dispatcher.id)
        other = self._create_outlet(name="Jinan Branch", cities="Jinan")
        foreign = self._create_task(outlet_id=other.id)
        for user, seen in (
            (self.technician_user, foreign),
            (self.keeper, task),
            (self.dispatcher, task | foreign),
            (self.inspector, task | foreign),
        ):
            found = self.Task.with_user(user).search([])
            self.assertEqual(found, seen, user.login)
        storekeeper = self._create_user("storekeeper")
        with self.assertRaises(AccessError):
            self.Task.with_user(storekeeper).search([])

    def test_reminders_cost_the_same_for_many(self):
        def remind(number):
            self.Task.search([]).unlink()
            self.Task.create(
                [
                    {"problem": "x", "deadline": "2026-01-01", "outlet_id": outlet.id}
                    for outlet in [self.outlet] * number
                ]
            )
            return self._count_queries(lambda: self.Task._remind_batch(100))

        remind(2)  # warms what is asked once
        self.assertEqual(remind(2), remind(20))
