from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import handover_flow

MANAGER = "aftersales_service.group_service_manager"


class AftersalesOutletHandover(models.Model):
    """One outlet hands its open work, its units and its stock to another.

    Both managers sign; ``_moves`` then carries it out, ``_preview`` says what it is.
    """

    _name = "aftersales.outlet.handover"
    _description = "Outlet Handover"
    _inherit = [
        "aftersales.thread.mixin",
        "mail.activity.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "outlet_id", "dest_outlet_id"]

    _flow_roles = handover_flow.ROLES
    _flow_moments = handover_flow.MOMENTS

    company_id = fields.Many2one(
        related="outlet_id.company_id", store=True, precompute=True, default=None
    )
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Given By",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        tracking=True,
    )
    dest_outlet_id = fields.Many2one(
        "aftersales.outlet",
        string="Taken By",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('id', '!=', outlet_id), ('company_id', '=', company_id),"
        " ('state', '=', 'active')]",
        tracking=True,
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("handed", "Handed Over"),
            ("received", "Taken Over"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    reason = fields.Text(required=True)
    with_orders = fields.Boolean(
        string="Open Orders", default=True, help="With visits that have not begun."
    )
    with_units = fields.Boolean(string="Units in Its Care", default=True)
    with_stock = fields.Boolean(
        string="Stock", help="A draft transfer of all that its warehouse holds."
    )

    # -- signatures ----
    handed_by_id = fields.Many2one(
        "res.users", string="Given (Signed)", readonly=True, copy=False, tracking=True
    )
    handed_at = fields.Datetime(string="Given On", readonly=True, copy=False)
    received_by_id = fields.Many2one(
        "res.users", string="Taken (Signed)", readonly=True, copy=False, tracking=True
    )
    received_at = fields.Datetime(string="Taken On", readonly=True, copy=False)
    can_hand = fields.Boolean(compute="_compute_can")
    can_receive = fields.Boolean(compute="_compute_can")

    _two_outlets = models.Constraint(
        "CHECK(outlet_id != dest_outlet_id)",
        "An outlet hands over to another one, not to itself.",
    )
    _one_open = models.UniqueIndex(
        "(outlet_id) WHERE state IN ('draft', 'handed')",
        "This outlet has an open handover already. Finish or cancel it first.",
    )

    @api.depends("state", "outlet_id", "dest_outlet_id", "handed_by_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for handover in self:
            handover.can_hand = handover._can("hand") and handover._speaks_for(
                handover.outlet_id
            )
            handover.can_receive = (
                handover._can("receive")
                and handover._speaks_for(handover.dest_outlet_id)
                and handover.handed_by_id != self.env.user
            )

    def _get_flow(self):
        return handover_flow.FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "hand": self.env._("Hand Over"),
            "receive": self.env._("Take Over"),
            "cancel": self.env._("Cancel"),
        }

    # -- steps ----

    def action_hand(self):
        """The giving outlet signs; what is moved may still change until it is taken."""
        self._check_step_role("hand")
        self._check_signer("hand", "outlet_id")
        self._check_step_possible("hand")
        self._refuse(self._get_handover_problems())
        self._transition("hand", handed_by_id=self.env.uid)

    def action_receive(self):
        """The taking outlet signs, and the work moves in the background."""
        self._check_step_role("receive")
        self._check_signer("receive", "dest_outlet_id")
        self._check_step_possible("receive")
        own = self.filtered(lambda one: one.handed_by_id == self.env.user)
        if own and not self.env.su:
            raise UserError(
                self.env._(
                    "%(handovers)s: you signed for the giving outlet. Somebody else "
                    "signs for the one that takes over.",
                    handovers=", ".join(own.mapped("name")),
                )
            )
        self._refuse(self._get_handover_problems())
        self._transition("receive", received_by_id=self.env.uid)
        self.sudo().is_moving = True
        self.env.ref("aftersales_service.ir_cron_outlet_handovers").sudo()._trigger()

    def action_cancel(self):
        self._transition("cancel")

    @api.model
    def _speaks_for(self, outlet) -> bool:
        return (
            self.env.su
            or self.env.user.has_group(MANAGER)
            or self.env.user in outlet.sudo().access_user_ids
        )

    def _check_signer(self, step: str, side: str) -> None:
        """Each side is signed for by its own people, or by head office."""
        foreign = self.filtered(lambda one: not self._speaks_for(one[side]))
        if foreign:
            raise AccessError(
                self.env._(
                    "“%(step)s”: only the people of %(outlets)s sign here.",
                    step=self._get_step_label(step),
                    outlets=", ".join(foreign[side].sudo().mapped("name")),
                )
            )
