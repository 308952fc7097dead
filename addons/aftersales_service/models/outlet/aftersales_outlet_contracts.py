from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.outlet_papers import PARTNER_KINDS
from ..flag import flag_domain
from .aftersales_outlet_papers import READERS


class AftersalesOutlet(models.Model):
    """Contracts of outlets: which holds on a day, and who works without one."""

    _inherit = "aftersales.outlet"

    contract_ids = fields.One2many(
        "aftersales.outlet.contract", "outlet_id", groups=READERS
    )
    contract_id = fields.Many2one(
        "aftersales.outlet.contract",
        string="Contract in Force",
        compute="_compute_contract_id",
        groups=READERS,
    )
    lacks_contract = fields.Boolean(
        string="No Contract in Force",
        compute="_compute_lacks_contract",
        search="_search_lacks_contract",
        help="An authorised or outsourced outlet without a contract today.",
    )

    @api.depends("contract_ids.state", "contract_ids.date_start")
    def _compute_contract_id(self):
        contracts = self._get_contracts_on(fields.Date.context_today(self))
        for outlet in self:
            outlet.contract_id = contracts[outlet]

    @api.depends("kind")
    def _compute_lacks_contract(self):
        contracts = self._get_contracts_on(fields.Date.context_today(self))
        for outlet in self:
            outlet.lacks_contract = (
                outlet.kind in PARTNER_KINDS and not contracts[outlet]
            )

    def _search_lacks_contract(self, operator, value):
        if operator != "in":
            return NotImplemented
        Contract = self.env["aftersales.outlet.contract"].sudo()
        holding = Contract._search(
            Contract._get_force_domain(fields.Date.context_today(self))
        )
        lacking = Domain("kind", "in", PARTNER_KINDS) & Domain(
            "id", "not in", holding.subselect("outlet_id")
        )
        return flag_domain(value, lacking)

    def _get_contract_on(self, day):
        """The contract that held on a day, empty if there was none."""
        self.ensure_one()
        return self._get_contracts_on(day)[self]

    def _get_contracts_on(self, day) -> dict:
        """Contracts in force on a day by outlet, in one query."""
        Contract = self.env["aftersales.outlet.contract"].sudo()
        found = Contract.search(
            Contract._get_force_domain(day) & Domain("outlet_id", "in", self.ids)
        ).grouped("outlet_id")
        return {
            # Rights are those of the reader again: only its being there is no secret.
            outlet: found.get(outlet, Contract).with_env(self.env)
            for outlet in self
        }

    def _get_close_problems(self):
        # A contract that is ended today holds until tonight.
        tomorrow = fields.Date.context_today(self) + timedelta(days=1)
        contracts = self._get_contracts_on(tomorrow)
        return [
            *super()._get_close_problems(),
            *(
                self.env._(
                    "%(outlet)s: contract %(contract)s is in force. End it first, with "
                    "the reason.",
                    outlet=outlet.display_name,
                    contract=contracts[outlet].sudo().display_name,
                )
                for outlet in self
                if contracts[outlet]
            ),
        ]

    def _get_activate_problems(self):
        contracts = self._get_contracts_on(fields.Date.context_today(self))
        return [
            *super()._get_activate_problems(),
            *(
                self.env._(
                    "%(outlet)s: a partner works under a contract only. Enter one that "
                    "holds today on the tab Contracts, and take its step “Signed”.",
                    outlet=outlet.display_name,
                )
                for outlet in self
                if outlet.kind in PARTNER_KINDS and not contracts[outlet]
            ),
        ]
