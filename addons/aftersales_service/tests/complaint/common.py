from ..common import AftersalesCase


class ComplaintCase(AftersalesCase):
    """A company whose four levels have somebody to handle them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls.service_manager = cls._create_user("service_manager")
        cls.outlet_manager = cls._create_user("outlet_manager")
        cls.branch_manager = cls._create_user("outlet_manager", "test_branch_manager")
        cls.inspector = cls._create_user("inspector")
        cls.general_manager = cls._create_user(
            "service_manager", "test_general_manager"
        )
        cls.company.write(
            {
                "aftersales_service_manager_id": cls.service_manager.id,
                "aftersales_general_manager_id": cls.general_manager.id,
                "aftersales_complaint_user_id": cls.dispatcher.id,
            }
        )
        cls.office = cls._create_outlet(
            name="Shandong Office", kind="office", manager_id=cls.branch_manager.id
        )
        cls.outlet.write(
            {"parent_id": cls.office.id, "manager_id": cls.outlet_manager.id}
        )
        cls.delay = cls.env.ref("aftersales_service.complaint_category_delay")
        cls.injury = cls.env.ref("aftersales_service.complaint_criterion_injury")
        cls.court = cls.env.ref("aftersales_service.complaint_route_court")

    @classmethod
    def _prepare_complaint_vals(cls, **vals):
        return {
            "title": "Nobody came",
            "description": "I waited the whole day.",
            "partner_id": cls.customer.id,
            "category_id": cls.delay.id,
            "outlet_id": cls.outlet.id,
            "received_at": "2026-03-02 01:00:00",
            **vals,
        }

    @classmethod
    def _register(cls, **vals):
        Complaint = cls.env["aftersales.complaint"]
        return Complaint._register_complaints([cls._prepare_complaint_vals(**vals)])

    # What an initial assessment writes down.
    GRADES = {"severity": "1", "safety": "1", "complexity": "1", "impact": "1"}

    def _assess(self, complaint, user=None, **grades):
        complaint = complaint.with_user(user or self.dispatcher)
        complaint.action_acknowledge()
        complaint.write({**self.GRADES, **grades})
        complaint.action_assess()
        return complaint

    def _propose(self, complaint, user=None, finding="upheld", **vals):
        complaint = complaint.with_user(user or complaint.user_id)
        complaint._propose(
            finding,
            [{"kind": "apology", "description": "We are sorry.", **vals}],
        )
        return complaint

    def _walk_to_resolved(self, complaint, user=None, **vals):
        """From the receipt to the answer that is accepted and carried out."""
        self._assess(complaint)
        complaint = self._propose(complaint, user, **vals)
        complaint.action_accept()
        complaint.action_resolve()
        return complaint
