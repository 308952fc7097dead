import io
from base64 import b64encode

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import AftersalesCase
from ..rules import rule

SLIP = "aftersales_service.action_report_dispatch_slip"


def picture(color) -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(buffer, "PNG")
    return b64encode(buffer.getvalue()).decode()


class ChecklistCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("service_manager")
        cls.checklist = cls._create_checklist()
        cls.checklist.action_publish()

    @classmethod
    def _create_checklist(cls, **vals):
        """Power on? → how many volts; a photo if they are too few."""
        checklist = cls.env["aftersales.checklist"].create(
            {
                "name": "Power Check",
                "code": "power",
                "order_type_ids": cls.type_repair.ids,
                "question_ids": [
                    Command.create(
                        {
                            "sequence": 1,
                            "section": "Power",
                            "name": "Power on?",
                            "kind": "choice",
                            "is_required": True,
                            "option_ids": [
                                Command.create({"name": "On"}),
                                Command.create({"name": "Off"}),
                            ],
                        }
                    ),
                    Command.create(
                        {
                            "sequence": 2,
                            "name": "Mains voltage",
                            "kind": "number",
                            "uom_name": "V",
                            "is_required": True,
                            "limits": "range",
                            "minimum": 210,
                            "maximum": 240,
                        }
                    ),
                    Command.create(
                        {
                            "sequence": 3,
                            "name": "Photo of the meter",
                            "kind": "photo",
                            "is_required": True,
                        }
                    ),
                    Command.create({"sequence": 4, "name": "Remarks"}),
                ],
                **vals,
            }
        )
        power, volt, photo, _remarks = checklist.question_ids
        volt.write(
            {
                "condition_question_id": power.id,
                "condition_operator": "=",
                "condition_option_id": power.option_ids[0].id,
            }
        )
        photo.write(
            {
                "condition_question_id": volt.id,
                "condition_operator": "<",
                "condition_number": 210,
            }
        )
        return checklist

    def _send(self, **vals):
        order = self._create_order(cause_id=self.cause.id, **vals)
        order.action_accept()
        dispatch = self._create_dispatch(
            order, scheduled_start=False, scheduled_end=False
        )
        dispatch.with_user(self.dispatcher).action_send()
        return dispatch.with_user(self.technician_user)

    def _answer(self, dispatch, **values):
        """Answers by the first word of the question, in lower case."""
        ids = {
            question["name"].split()[0].lower(): question["id"]
            for question in dispatch._get_checklist_data()
        }
        dispatch._save_checklist_answers({ids[key]: v for key, v in values.items()})

    def _assert_refused(self, pattern, function):
        """The step is refused in these words, and nothing of it stays."""
        with self.assertRaises(UserError) as caught:
            function()
        self.assertRegex(str(caught.exception), pattern)

    def _finish(self, dispatch, **vals):
        if dispatch._can("arrive"):
            dispatch.action_arrive()
        dispatch.write({**self.FINISH_VALS, **vals})
        dispatch.action_finish()


@tagged("post_install", "-at_install")
class TestChecklist(ChecklistCase):
    """Questions of a visit: handed out, answered, required, printed."""

    # -- which one -------------------------------------------------------------

    def test_a_visit_takes_its_checklist_when_it_is_sent(self):
        dispatch = self._send()
        self.assertEqual(dispatch.checklist_id, self.checklist)
        self.assertEqual(
            [question["name"] for question in dispatch._get_checklist_data()],
            ["Power on?", "Mains voltage", "Photo of the meter", "Remarks"],
        )
        self.assertEqual(dispatch.checklist_progress, "0 of 2 answered")

    def test_the_most_specific_checklist_is_taken(self):
        category = self.env["product.category"].create({"name": "Furniture"})
        self.product.categ_id = self.env["product.category"].create(
            {"name": "Cabinets", "parent_id": category.id}
        )
        for_category = self._create_checklist(
            code="category", order_type_ids=False, category_ids=category.ids
        )
        for_category.action_publish()
        self.assertEqual(self._send().checklist_id, for_category)
        for_product = self._create_checklist(
            code="product", product_ids=self.product.ids
        )
        self.assertEqual(self._send().checklist_id, for_category, "still a draft")
        for_product.action_publish()
        self.assertEqual(self._send().checklist_id, for_product)

    def test_a_checklist_that_names_nothing_is_for_nothing(self):
        self.checklist.order_type_ids = False
        self.assertFalse(self._send().checklist_id)

    def test_a_checklist_named_before_stays(self):
        other = self._create_checklist(code="other", order_type_ids=False)
        other.action_publish()
        order = self._create_order()
        order.action_accept()
        dispatch = self._create_dispatch(order, checklist_id=other.id)
        dispatch.action_send()
        self.assertEqual(dispatch.checklist_id, other)
        with self.assertRaisesRegex(UserError, "before “Send”"):
            dispatch.checklist_id = self.checklist

    def test_sending_costs_the_same_for_many_visits(self):
        def send(count):
            orders = self.env["aftersales.order"].create(
                [
                    {"partner_id": self.customer.id, "equipment_id": self.unit.id}
                    for _number in range(count)
                ]
            )
            orders.action_accept()
            dispatches = self.env["aftersales.dispatch"].create(
                [
                    {"order_id": order.id, "technician_ids": self.technician.ids}
                    for order in orders
                ]
            )
            needed = self._count_queries(dispatches.action_send)
            self.assertEqual(len(dispatches.answer_ids), 4 * count)
            return needed

        send(2)
        self.assertEqual(send(2), send(20))

    # -- versions --------------------------------------------------------------

    def test_a_published_version_does_not_change(self):
        question = self.checklist.question_ids[0]
        for change in (
            lambda: self.checklist.write({"name": "Else"}),
            lambda: question.write({"name": "Else?"}),
            lambda: question.option_ids[0].write({"name": "Maybe"}),
            lambda: question.option_ids[0].copy(),
            lambda: question.copy({"checklist_id": self.checklist.id}),
            lambda: self.checklist.question_ids[3].unlink(),
            lambda: self.checklist.unlink(),
        ):
            with self.assertRaisesRegex(UserError, "New Version"):
                change()
        self.checklist.order_type_ids |= self.type_installation

    def test_a_new_version_takes_the_place_of_the_old_one(self):
        sent = self._send()
        action = self.checklist.with_user(self.manager).action_new_version()
        draft = self.checklist.browse(action["res_id"])
        self.assertEqual((draft.version, draft.state), (2, "draft"))
        again = self.checklist.with_user(self.manager).action_new_version()
        self.assertEqual(again["res_id"], draft.id, "one draft at a time")
        draft.question_ids[3].name = "Anything else?"
        draft.with_user(self.manager).action_publish()
        self.assertEqual(self.checklist.state, "superseded")
        self.assertEqual(sent.checklist_id, self.checklist)
        self.assertEqual(sent._get_checklist_data()[3]["name"], "Remarks")
        self.assertEqual(self._send().checklist_id, draft)

    def test_conditions_of_a_copy_are_about_its_own_questions(self):
        copied = self.checklist.copy()
        power, volt, photo, _remarks = copied.question_ids
        self.assertEqual(volt.condition_question_id, power)
        self.assertEqual(volt.condition_option_id, power.option_ids[0])
        self.assertEqual(photo.condition_question_id, volt)
        self.assertNotEqual(copied.code, self.checklist.code)

    def test_a_condition_looks_back_in_its_own_checklist(self):
        draft = self.checklist.copy()
        power, volt, photo, remarks = draft.question_ids
        foreign = self.checklist.question_ids[0]
        for question, vals, pattern in (
            (power, {"condition_question_id": remarks.id}, "stands before it"),
            (volt, {"sequence": 9}, "stands before it"),
            (volt, {"condition_question_id": foreign.id}, "stands before it"),
            (
                volt,
                {"condition_option_id": foreign.option_ids[0].id},
                "one of the options",
            ),
            (volt, {"condition_operator": "<"}, "a comparison that fits"),
            (volt, {"maximum": 1}, "lower limit"),
            (photo, {"condition_question_id": photo.id}, "stands before it"),
        ):
            with self.subTest(pattern, **vals):
                self._assert_refused(
                    pattern,
                    lambda question=question, vals=vals: draft.write(
                        {"question_ids": [Command.update(question.id, vals)]}
                    ),
                )

    def test_the_designer_reads_what_is_wrong_before_saving(self):
        draft = self.checklist.copy().with_user(self.manager)
        form = Form(draft)
        with form.question_ids.edit(1) as line:
            line.condition_operator = "<"
        self.assertIn("“Mains voltage”: choose a comparison", form.problem_note)

    def test_problems_written_past_the_form_stop_the_publication(self):
        draft = self.checklist.copy()
        draft.question_ids[1].sequence = 99
        with self.assertRaisesRegex(UserError, "stands before it"):
            draft.action_publish()
        empty = self.env["aftersales.checklist"].create({"name": "No", "code": "no"})
        with self.assertRaisesRegex(UserError, "add questions"):
            empty.action_publish()

    # -- answers ---------------------------------------------------------------

    def test_data_of_the_phone_pages(self):
        dispatch = self._send()
        power, volt, photo, remarks = self.checklist.question_ids
        self._answer(dispatch, power="On", mains=0)
        data = dispatch._get_checklist_data()
        self.assertEqual(
            data[1],
            {
                "id": volt.id,
                "name": "Mains voltage",
                "section": "",
                "help": "",
                "kind": "number",
                "required": True,
                "options": [],
                "min": 210.0,
                "max": 240.0,
                "unit": "V",
                "condition": {"question": power.id, "operator": "=", "value": "On"},
                "value": 0.0,
            },
        )
        self.assertEqual(data[0]["options"], ["On", "Off"])
        self.assertEqual(data[0]["value"], "On")
        self.assertEqual(
            data[2]["condition"], {"question": volt.id, "operator": "<", "value": 210}
        )
        self.assertIsNone(data[2]["value"])
        self.assertIsNone(data[3]["condition"])

    def test_answers_are_saved_counted_and_cleared(self):
        dispatch = self._send()
        self._answer(dispatch, power="On", mains="228,5", remarks="All <b>well</b>")
        self.assertEqual(dispatch.checklist_progress, "3 of 3 answered")
        self.assertEqual(dispatch.answer_ids[1].value_number, 228.5)
        self.assertEqual(dispatch.answer_ids[1].name, "Mains voltage")
        self._answer(dispatch, mains=None, remarks="")
        self.assertEqual(dispatch.checklist_progress, "1 of 3 answered")

    def test_a_number_outside_its_limits_is_kept_and_flagged(self):
        dispatch = self._send()
        for value, flagged in ((209.9, True), (210, False), (240, False), (241, True)):
            self._answer(dispatch, power="On", mains=value)
            self.assertEqual(dispatch.answer_ids[1].is_out_of_limits, flagged, value)

    def test_every_bad_answer_is_named_and_none_is_saved(self):
        dispatch = self._send()
        power, volt, photo, remarks = self.checklist.question_ids
        bad = {
            power.id: "Maybe",
            volt.id: "about 220",
            photo.id: b64encode(b"<svg onload='x'/>").decode(),
            str(remarks.id): "Fine",
            0: "nobody asked",
        }
        with self.assertRaises(UserError) as caught:
            dispatch._save_checklist_answers(bad)
        message = str(caught.exception)
        for expected in (
            "“Power on?”: “Maybe” is not among the options. Choose one of: On, Off.",
            "“Mains voltage”: “about 220” is not a number",
            "“Photo of the meter”: this is not a picture",
            "question 0 is not on its checklist",
        ):
            self.assertIn(expected, message)
        self.assertFalse(any(dispatch.answer_ids.mapped("is_answered")))

    def test_a_photo_sent_back_as_it_was_shown_keeps_its_size(self):
        dispatch = self._send()
        self._answer(dispatch, photo=picture("blue"))
        answer = dispatch.answer_ids[2]
        shown = dispatch._get_checklist_data()[2]["value"]
        self.assertLess(len(shown), len(answer.value_image))
        before = answer.value_image
        self._answer(dispatch, photo=shown)
        self.assertEqual(answer.value_image, before)

    def test_answers_are_typed_in_the_form_of_the_visit(self):
        dispatch = self._send()
        form = Form(dispatch)
        with form.answer_ids.edit(0) as line:
            line.option_id = self.checklist.question_ids[0].option_ids[0]
        self.assertEqual(form.checklist_progress, "1 of 3 answered")
        with form.answer_ids.edit(1) as line:
            line.value_typed = "205"
        form.save()
        self.assertTrue(dispatch.answer_ids[1].is_out_of_limits)
        self.assertTrue(dispatch.answer_ids[2].is_asked)
        form = Form(dispatch)
        with form.answer_ids.edit(1) as line:
            line.value_typed = "many"
        with self.assertRaisesRegex(UserError, "not a number"):
            form.save()

    # -- finish ----------------------------------------------------------------

    def test_required_questions_that_are_asked_block_the_finish(self):
        dispatch = self._send()
        dispatch.action_arrive()
        with self.assertRaises(UserError) as caught:
            self._finish(dispatch)
        self.assertIn("“Power on?”", str(caught.exception))
        self.assertNotIn("Mains voltage", str(caught.exception))
        self._answer(dispatch, power="On", mains=200)
        self._assert_refused("Photo of the meter", lambda: self._finish(dispatch))
        self._answer(dispatch, mains=230)
        self._finish(dispatch)
        self.assertEqual(dispatch.state, "finished")

    def test_a_hidden_required_question_does_not_block(self):
        dispatch = self._send()
        self._answer(dispatch, power="Off")
        self._finish(dispatch)
        self.assertEqual(dispatch.state, "finished")

    def test_nobody_met_nothing_to_answer(self):
        dispatch = self._send()
        self._finish(dispatch, outcome="not_met")
        self.assertEqual(dispatch.state, "finished")
        other = self._send()
        with self.assertRaisesRegex(UserError, "Power on"):
            self._finish(other, outcome="out_of_scope")

    def test_answers_are_closed_with_the_visit(self):
        dispatch = self._send()
        self._answer(dispatch, power="Off")
        self._finish(dispatch)
        with self.assertRaisesRegex(UserError, "while the work is going on"):
            self._answer(dispatch, remarks="Later")
        with self.assertRaisesRegex(UserError, "while the work is going on"):
            dispatch.answer_ids[3].value_text = "Later"

    # -- the slip --------------------------------------------------------------

    def test_answers_stand_on_the_slip(self):
        dispatch = self._send()
        self._answer(
            dispatch,
            power="On",
            mains=200,
            photo=picture("blue"),
            remarks="Fuse <b>old</b>",
        )
        reports = self.env["ir.actions.report"].with_user(self.technician_user)
        html = reports._render_qweb_html(SLIP, dispatch.ids)[0].decode()
        for expected in (
            "Power on?",
            "≥ 210, ≤ 240",
            "Photo of the meter",
            "Fuse &lt;b&gt;old&lt;/b&gt;",
            "data:image/png;base64",
        ):
            self.assertIn(expected, html)
        self._answer(dispatch, power="Off")
        html = reports._render_qweb_html(SLIP, dispatch.ids)[0].decode()
        self.assertNotIn("Mains voltage", html)
        self.assertNotIn("Photo of the meter", html)

    # -- conduct ---------------------------------------------------------------

    @rule("R462", "R463", "R464", "R465", "R466", "R467", "R468", "R470")
    def test_rules_of_conduct_are_shipped_and_asked_once_attached(self):
        conduct = self.env.ref("aftersales_service.checklist_conduct")
        self.assertRecordValues(
            conduct, [{"state": "published", "version": 1, "usage": "visit"}]
        )
        self.assertFalse(any(conduct.question_ids.mapped("is_required")))
        self.checklist.with_user(self.manager).action_supersede()
        self.assertFalse(self._send().checklist_id)
        conduct.with_user(self.manager).order_type_ids = self.type_repair
        dispatch = self._send()
        self.assertEqual(dispatch.checklist_id, conduct)
        self._answer(dispatch, badge="Yes")
        self._finish(dispatch)
        self.assertEqual(dispatch.state, "finished", "nothing of it is required")

    # -- access ----------------------------------------------------------------

    def test_service_managers_design_and_others_read(self):
        with self.assertRaises(AccessError):
            self.checklist.copy().with_user(self.dispatcher).name = "Mine"
        draft = self.checklist.copy().with_user(self.manager)
        draft.name = "Ours"
        draft.action_publish()
        for role in ("storekeeper", "finance", "inspector", "outlet_manager"):
            user = self._create_user(role)
            read = draft.with_user(user)
            self.assertEqual(read.question_ids[0].option_ids[0].name, "On")
            with self.assertRaises(AccessError):
                read.action_new_version()
            with self.assertRaises(AccessError):
                self.env["aftersales.checklist"].with_user(user).create(
                    {"name": "X", "code": "x"}
                )

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_a_technician_answers_on_his_own_visits_only(self):
        dispatch = self._send()
        stranger = self._create_user("technician", login="other_technician")
        with self.assertRaises(AccessError):
            dispatch.answer_ids.with_user(stranger).write({"value_text": "x"})
        with self.assertRaises(AccessError):
            dispatch.answer_ids.with_user(stranger).read(["value_text"])
        with self.assertRaises(AccessError):
            dispatch.answer_ids.unlink()
        for vals in (
            {"question_id": self.checklist.question_ids[1].id},
            {"is_answered": True},
            {"is_out_of_limits": False},
        ):
            self._assert_refused(
                "stays with its question",
                lambda vals=vals: dispatch.answer_ids[0].write(vals),
            )

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_answers_follow_outlet_and_company(self):
        dispatch = self._send()
        answers = dispatch.answer_ids
        keeper = self._create_user("outlet_manager")
        with self.assertRaises(AccessError):
            answers.with_user(keeper).read(["name"])
        self.outlet.manager_id = keeper
        self.env.flush_all()
        self.assertTrue(answers.with_user(keeper).read(["name"]))
        inspector = self._create_user("inspector")
        self.assertTrue(answers.with_user(inspector).read(["name"]))
        with self.assertRaises(AccessError):
            answers[3].with_user(inspector).value_text = "x"
        company = self.env["res.company"].create({"name": "Other Maker"})
        outsider = self._create_user(
            "service_manager",
            login="outsider",
            company_id=company.id,
            company_ids=company.ids,
        )
        with self.assertRaises(AccessError):
            answers.with_user(outsider).read(["name"])
