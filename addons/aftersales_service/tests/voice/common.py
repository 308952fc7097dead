from ..common import AftersalesCase


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
