from odoo import api, fields, models

from .aftersales_complaint_offer import REMEDIES


class AftersalesComplaint(models.Model):
    """What was found, what the complainant is offered, what he says to it."""

    _inherit = "aftersales.complaint"

    remedy_sought = fields.Selection(
        REMEDIES, string="Demand", help="What the complainant asks for."
    )
    investigation = fields.Text(help="What was looked into, who was heard.")
    cause = fields.Text(string="Root Cause", help="Why it came to this.")
    finding = fields.Selection(
        [
            ("upheld", "Upheld"),
            ("partly", "Partly Upheld"),
            ("not_upheld", "Not Upheld"),
        ],
        readonly=True,
        copy=False,
        tracking=True,
        help="Is the complainant right?",
    )
    is_upheld = fields.Boolean(
        string="Upheld",
        compute="_compute_is_upheld",
        store=True,
        help="He is right, in whole or in part.",
    )
    lesson = fields.Text(
        string="Preventive Measures",
        help="What is changed so that it does not happen again (R265, R270).",
    )
    offer_ids = fields.One2many("aftersales.complaint.offer", "complaint_id", "Offers")
    current_offer_id = fields.Many2one(
        "aftersales.complaint.offer",
        string="Offer",
        compute="_compute_current_offer_id",
        help="What is offered now, or was last.",
    )

    @api.model
    def _get_step_fields(self) -> set[str]:
        return super()._get_step_fields() | {"finding"}

    @api.depends("finding")
    def _compute_is_upheld(self):
        for complaint in self:
            complaint.is_upheld = complaint.finding in ("upheld", "partly")

    @api.depends("offer_ids.state")
    def _compute_current_offer_id(self):
        for complaint in self:
            complaint.current_offer_id = complaint.offer_ids.sorted("id")[-1:]

    def _get_offers(self, *states):
        return self.sudo().offer_ids.filtered(lambda offer: offer.state in states)

    def _propose(self, finding: str, offers: list[dict]) -> None:
        """Tell the complainant what was decided and what he is offered.

        An explanation is an offer too (R244): nothing is answered with silence.

        :param finding: is the complainant right
        :param offers: values of the offers made
        """
        self.ensure_one()
        self._check_step_role("propose")
        self._check_step_possible("propose")
        problems = []
        if not finding:
            problems.append(
                self.env._(
                    "%(complaint)s: say in Finding whether the complainant is right.",
                    complaint=self.name,
                )
            )
        if not offers:
            problems.append(
                self.env._(
                    "%(complaint)s: say what he is offered; an explanation or an "
                    "apology at least.",
                    complaint=self.name,
                )
            )
        self._refuse(problems)
        self._transition("propose", finding=finding)
        self.env["aftersales.complaint.offer"]._make(
            [{**vals, "complaint_id": self.id} for vals in offers]
        )

    def action_accept(self):
        """The complainant accepts what was offered last."""
        self._transition("accept")
        self._get_offers("made")._answer("accepted")

    def _reject(self, reason: str) -> None:
        """The complainant rejects: the complaint stays open, and he is told where else
        he may turn."""
        self._check_reason(reason)
        self._transition("reject")
        self._get_offers("made")._answer("rejected", reason)
        self._log_step("reject", reason)
        self._tell_routes()

    def action_execute(self):
        self._transition("execute")

    def action_resolve(self):
        """All that was promised is done."""
        self._check_step_role("resolve")
        self._check_step_possible("resolve")
        self._refuse(self._get_resolve_problems())
        self._transition("resolve")

    def _get_resolve_problems(self) -> list[str]:
        """What is still owed of the accepted offers, or of a final decision."""
        return [
            self.env._(
                "%(complaint)s: mark “%(offer)s” as Done first.",
                complaint=offer.complaint_id.name,
                offer=offer.display_name,
            )
            for offer in self._get_offers("accepted")
            if not offer.is_done
        ]
