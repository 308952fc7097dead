from itertools import count

from ..common import AftersalesCase

PHONES = count(13800000000)


class ReturnVisitCase(AftersalesCase):
    """Customers who were served, and the clerk who calls them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_user("outlet_manager")
        cls.manager = cls._create_user("service_manager")
        cls.inspector = cls._create_user("inspector")
        cls.outlet.manager_id = cls.keeper
        cls.company.aftersales_service_manager_id = cls.manager
        cls.Visit = cls.env["aftersales.return.visit"]
        cls.Campaign = cls.env["aftersales.return.visit.campaign"]
        cls.other_outlet = cls._create_outlet(name="Jinan Branch", cities="Jinan")

    @classmethod
    def _serve(cls, number, outlet=None, prefix="Customer", **vals):
        """A customer each, with an order of March; a database may hold others."""
        partners = cls.env["res.partner"].create(
            [
                {"name": f"{prefix} {index:03d}", "phone": str(next(PHONES))}
                for index in range(number)
            ]
        )
        cls.env["aftersales.order"].create(
            [
                {
                    "partner_id": partner.id,
                    "outlet_id": (outlet or cls.outlet).id,
                    "received_at": "2026-03-02 01:00:00",
                    **vals,
                }
                for partner in partners
            ]
        )
        return partners

    def _create_campaign(self, user=None, **vals):
        return self.Campaign.with_user(user or self.dispatcher).create(
            {
                "title": "Spring Round",
                "date_from": "2026-03-01",
                "date_to": "2026-03-31",
                "outlet_ids": (self.outlet | self.other_outlet).ids,
                "size_by": "count",
                "size": 10,
                "seed": 7,
                "visit_from": "2026-04-06",
                **vals,
            }
        )

    def _create_visit(self, user=None, **vals):
        return self.Visit.with_user(user or self.dispatcher).create(
            {
                "partner_id": self.customer.id,
                "outlet_id": self.outlet.id,
                **vals,
            }
        )

    def _answer(self, visit, mark="satisfied", **vals):
        """The first option of each question one has to answer, and a mark."""
        visit._save_checklist_answers(
            {
                question.id: question.option_ids[0].name
                for question in visit.checklist_id.question_ids
                if question.is_required
            }
        )
        visit.write({"satisfaction": mark, **vals})

    def _finish(self, visit, user=None, **vals):
        visit = visit.with_user(user or self.dispatcher)
        if visit.state != "reached":
            visit.action_reach()
        self._answer(visit, **vals)
        visit.action_finish()


class OpinionCase(AftersalesCase):
    """A repair that took place; the customer may say what he thinks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "school@opinions.example.com"
        cls.manager = cls._create_user("service_manager")
        cls.outlet_manager = cls._create_user("outlet_manager")
        cls.outlet.manager_id = cls.outlet_manager

    @classmethod
    def _create_visited(cls, opinion=False, **vals):
        """A visit that ended, with what the customer wrote on the slip."""
        order = cls._create_order(outlet_id=cls.outlet.id)
        # Nobody's day is looked at here.
        visit = cls._create_dispatch(order, scheduled_start=False, scheduled_end=False)
        visit.write(
            {
                "arrived_at": "2026-03-02 02:00:00",
                "finished_at": "2026-03-02 04:00:00",
                "opinion": opinion,
                **vals,
            }
        )
        visit._ensure_opinions()
        return visit

    def _opinion(self, visit):
        return visit.sudo().opinion_ids
