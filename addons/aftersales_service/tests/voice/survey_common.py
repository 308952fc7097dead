from ..common import AftersalesCase

# Marks by code of the question: what a content customer answers.
CONTENT = {
    "overall": 4,
    "hotline": 5,
    "timeliness": 4,
    "attitude": 5,
    "quality": 5,
    "parts": 4,
    "price": 4,
    "explanation": 4,
    "effort": 6,
    "promoter": 9,
}


class SatisfactionCase(AftersalesCase):
    """Customers of two outlets, each with an order signed long before any demo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.far = cls._create_outlet(name="Jinan Branch", cities="Jinan")
        cls.manager = cls._create_user("service_manager")
        cls.questionnaire = cls.env.ref("aftersales_service.satisfaction_questionnaire")

    @classmethod
    def _serve(cls, count, outlet=None, signed_at="2019-05-06 02:00:00", **vals):
        """Customers who signed an order each."""
        customers = cls.env["res.partner"].create(
            [
                {
                    "name": f"Customer {number}",
                    "email": f"c{number}@{(outlet or cls.outlet).id}.example.com",
                }
                for number in range(count)
            ]
        )
        orders = cls.env["aftersales.order"].create(
            [
                {
                    "partner_id": customer.id,
                    "product_id": cls.product.id,
                    "symptom_id": cls.symptom.id,
                    "received_at": signed_at,
                    **vals,
                }
                for customer in customers
            ]
        )
        orders.outlet_id = outlet or cls.outlet
        orders.signed_at = signed_at
        return customers

    @classmethod
    def _create_survey(cls, **vals):
        return cls.env["aftersales.satisfaction.survey"].create(
            {
                "title": "Satisfaction 2019",
                "year": 2019,
                "sample_size": 100,
                "sample_seed": 7,
                "questionnaire_id": cls.questionnaire.id,
                **vals,
            }
        )

    @classmethod
    def _answer(cls, sheet, **marks):
        """Fill in a sheet as the page does; a mark of None leaves a question out."""
        sheet = sheet.sudo()
        for question in sheet.predefined_question_ids:
            code = question.aftersales_code
            mark = marks.get(code, CONTENT.get(code))
            if question.question_type == "simple_choice" and mark is not None:
                choice = question.suggested_answer_ids.filtered(
                    lambda one, mark=mark: one.answer_score == mark
                )
                sheet._save_lines(question, str(choice.id))
            else:
                sheet._save_lines(question, mark if mark is None else str(mark))
        sheet._mark_in_progress()
        sheet._mark_done()

    def _figure(self, survey, measure, outlet=None, code=None):
        return survey.figure_ids.filtered(
            lambda figure: (
                figure.measure == measure
                and figure.outlet_id == (outlet or figure.outlet_id.browse())
                and (figure.question_id.aftersales_code or None) == code
            )
        )

    def _run(self, count=4, **vals):
        """A running survey of so many customers of each outlet."""
        self._serve(count)
        self._serve(count, self.far)
        survey = self._create_survey(**vals)
        survey.with_user(self.dispatcher).action_start()
        return survey
