from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import AccessError

from ..dispatch.aftersales_dispatch_visit import POINTS

ACTIVITY = "aftersales_service.activity_type_low_opinion"
PHONE_GROUPS = (
    "aftersales_service.group_dispatcher",
    "aftersales_service.group_inspector",
)


class AftersalesOpinion(models.Model):
    """Answers come in: the last one holds, a low one is followed up at once."""

    _inherit = "aftersales.opinion"

    def _answer(self, answers: dict) -> None:
        """Write down what customers say.

        :param answers: by opinion: ``opinion``, ``channel``, and where there are any
            ``comment``, ``wants_complaint``, ``answered_at``, ``user_id``
        """
        now = fields.Datetime.now()
        for opinion in self:
            answer = answers[opinion]
            low = POINTS[opinion.company_id.aftersales_low_opinion]
            opinion.write(
                {
                    "comment": False,
                    "user_id": False,
                    "answered_at": now,
                    "is_low": POINTS[answer["opinion"]] <= low,
                    **answer,
                }
            )
        self._rate()
        self.filtered("is_low")._on_dissatisfied()
        self.filtered("wants_complaint")._register_complaints()

    def _rate(self) -> None:
        """Tell the host's ratings, whose reports then know our marks.

        They carry no key: the host's can be read by every colleague, and whoever
        knows one may rate.
        """
        unrated = self.filtered(lambda opinion: not opinion.rating_id)
        ratings = self.env["rating.rating"].create(
            [opinion._prepare_rating_vals() for opinion in unrated]
        )
        for opinion, rating in zip(unrated, ratings, strict=True):
            opinion.rating_id = rating
        for opinion in self - unrated:
            opinion.rating_id.write(opinion._prepare_mark_vals())

    def _prepare_mark_vals(self) -> dict:
        self.ensure_one()
        return {"rating": self.score, "feedback": self.comment, "consumed": True}

    def _prepare_rating_vals(self) -> dict:
        self.ensure_one()
        return {
            **self._prepare_mark_vals(),
            "res_model_id": self.env["ir.model"]._get_id(self._name),
            "res_id": self.id,
            "partner_id": self.partner_id.id,
            "rated_partner_id": self._rating_get_operator().id,
            "access_token": False,
        }

    def _on_dissatisfied(self) -> None:
        """Somebody calls the customer today: an activity of the service manager,
        unless one is open already."""
        waiting = self.filtered(lambda o: not o.activity_search([ACTIVITY]))
        by_manager = defaultdict(self.browse)
        for company, opinions in waiting.grouped("company_id").items():
            manager = company.aftersales_service_manager_id or self.env[
                "aftersales.order"
            ]._get_first_service_manager(company)
            by_manager[manager] |= opinions
        for manager, opinions in by_manager.items():
            if manager:
                opinions.activity_schedule(
                    ACTIVITY,
                    summary=self.env._("Low mark: call the customer"),
                    user_id=manager.id,
                )

    def _register_complaints(self) -> None:
        """Customers who want to complain do, once, in the words they gave."""
        fresh = self.filtered(lambda opinion: not opinion.complaint_id)
        Complaint = self.env["aftersales.complaint"]
        complaints = Complaint._register_complaints(
            [opinion._prepare_complaint_vals() for opinion in fresh]
        )
        for opinion, complaint in zip(fresh, complaints, strict=True):
            opinion.complaint_id = complaint
        complaints._acknowledge()

    def _prepare_complaint_vals(self) -> dict:
        self.ensure_one()
        order = self.order_id
        Complaint = self.env["aftersales.complaint"]
        return {
            "channel": "rating",
            "source_key": f"{self._name},{self.id}",
            "company_id": self.company_id.id,
            "order_id": order.id,
            "partner_id": self.partner_id.id,
            "outlet_id": self.outlet_id.id,
            "category_id": Complaint._get_unsorted_category().id,
            "contact_name": order.contact_name or self.partner_id.name,
            "contact_phone": order.phone or self.partner_id.phone,
            "title": Complaint._make_title(self.comment or "")
            or self.env._("Dissatisfied with %(order)s", order=order.name),
            "description": self.comment,
        }

    # -- on the phone -------------------------------------------------------------
    def action_answer_by_phone(self):
        """Open the form a clerk fills in while he has the customer on the line."""
        self.ensure_one()
        self._check_may_phone()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Opinion on the Phone"),
            "res_model": "aftersales.opinion.call",
            "view_mode": "form",
            "target": "new",
            "context": {"default_opinion_id": self.id},
        }

    def _check_may_phone(self) -> None:
        """Not the outlet that did the work: it would ask about itself."""
        self.check_access("read")
        if not any(self.env.user.has_group(group) for group in PHONE_GROUPS):
            raise AccessError(
                self.env._(
                    "Opinions on the phone are taken by dispatchers, inspectors and "
                    "service managers."
                )
            )
