from odoo import api, fields, models


class AftersalesComplaint(models.Model):
    """When no agreement is found: the complainant is told where else he may turn, we
    mediate, or an outside body decides (Consumer Law, art. 39)."""

    _inherit = "aftersales.complaint"

    reject_count = fields.Integer(
        string="Rejected Answers", compute="_compute_reject_count"
    )
    routes_told_at = fields.Datetime(
        string="Told Where to Turn",
        readonly=True,
        copy=False,
        help="When the complainant was told of the routes outside.",
    )
    outside_routes = fields.Text(compute="_compute_outside_routes")
    route_id = fields.Many2one(
        "aftersales.complaint.route",
        string="Outside Body",
        readonly=True,
        copy=False,
        tracking=True,
    )
    outside_reference = fields.Char(
        string="Their Number", help="Number of the matter at the outside body."
    )
    outside_decision = fields.Text(help="What the outside body decided.")
    referred_at = fields.Datetime(
        string="Before an Outside Body Since", readonly=True, copy=False
    )
    authority_at = fields.Datetime(
        string="Before the Authority Since", readonly=True, copy=False
    )
    mediated_at = fields.Datetime(string="Mediation Ended", readonly=True, copy=False)
    mediation_ids = fields.One2many(
        "aftersales.complaint.mediation", "complaint_id", string="Mediations"
    )

    @api.model
    def _get_step_fields(self) -> set[str]:
        return super()._get_step_fields() | {
            "routes_told_at",
            "route_id",
            "authority_at",
            "mediated_at",
        }

    @api.depends("offer_ids.state")
    def _compute_reject_count(self):
        for complaint in self:
            offers = complaint.offer_ids
            complaint.reject_count = len(
                offers.filtered(lambda offer: offer.state == "rejected")
            )

    @api.depends("company_id")
    def _compute_outside_routes(self):
        """The routes in words, as he is told them."""
        routes = self.env["aftersales.complaint.route"]
        words = {
            company: "\n".join(
                route._describe() for route in routes._get_routes(company)
            )
            for company in self.company_id
        }
        for complaint in self:
            complaint.outside_routes = words.get(complaint.company_id, "")

    def _tell_routes(self) -> None:
        """The file names the routes outside, and the complainant reads them."""
        complaints = self.sudo()
        complaints._in_step().write({"routes_told_at": fields.Datetime.now()})
        for complaint in complaints:
            complaint._message_log(
                body=self.env._(
                    "Told where else he may turn: %(routes)s",
                    routes=complaint.outside_routes,
                )
            )

    def _mediate(self, vals: dict) -> None:
        """Somebody mediates between the complainant and us.

        :param vals: of the mediation: mediator, day, what it is about
        """
        self.ensure_one()
        self._transition("mediate", mediated_at=False)
        self.env["aftersales.complaint.mediation"].create(
            {**vals, "complaint_id": self.id}
        )

    def _refer(self, route, reason: str) -> None:
        """The complainant takes it to an outside body."""
        if not route:
            self._refuse([self.env._("Choose the Outside Body.")])
        self._check_reason(reason)
        since = fields.Datetime.now() if route.kind == "authority" else False
        self._transition("refer", route_id=route.id, authority_at=since)
        self._log_step("refer", reason)

    def _get_resolve_problems(self) -> list[str]:
        """Without an accepted offer there is a final decision, or a mediation."""
        problems = super()._get_resolve_problems()
        for complaint in self:
            if complaint.state == "external" and not complaint.outside_decision:
                problems.append(
                    self.env._(
                        "%(complaint)s: write down in Outside Decision what was "
                        "decided there.",
                        complaint=complaint.name,
                    )
                )
            if complaint.state == "mediation" and not complaint._is_mediated():
                problems.append(
                    self.env._(
                        "%(complaint)s: end the mediation with an agreement first. "
                        "Without one, give a new answer or take it to an outside body.",
                        complaint=complaint.name,
                    )
                )
        return problems

    def _is_mediated(self) -> bool:
        self.ensure_one()
        return self.sudo().mediation_ids.sorted("id")[-1:].outcome == "agreed"
