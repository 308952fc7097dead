from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import contract_flow


class AftersalesContractUnit(models.Model):
    """A unit that a contract covers, from day to day."""

    _name = "aftersales.contract.unit"
    _description = "Unit of a Service Contract"
    _inherit = ["aftersales.contract.part"]
    _order = "contract_id, id"
    _rec_name = "equipment_id"

    # A unit that is scrapped leaves the contract; what it costs stays as agreed.
    _OPEN_FIELDS = frozenset({"date_to"})

    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    product_id = fields.Many2one(related="equipment_id.product_id")
    serial = fields.Char(related="equipment_id.serial")
    date_from = fields.Date(string="From", help="Empty: the contract's first day.")
    date_to = fields.Date(string="Until", help="Empty: the contract's last day.")
    visits_done = fields.Integer(compute="_compute_visits")
    next_visit_date = fields.Date(string="Next Visit", compute="_compute_visits")

    _unit_once = models.UniqueIndex(
        "(contract_id, equipment_id)", "This unit is in the contract already."
    )
    _days_order = models.Constraint(
        "CHECK(date_to >= date_from)", "Until: choose a day that is not before From."
    )

    def _compute_visits(self):
        """Visits of the contract to each unit: done, and the next one."""
        Visit = self.env["aftersales.maintenance.occurrence"].sudo()
        base = [
            ("contract_id", "in", self.contract_id.ids),
            ("plan_id.equipment_ids", "in", self.equipment_id.ids),
        ]
        group = ["contract_id", "plan_id"]
        done = Visit._read_group([*base, ("state", "=", "done")], group, ["__count"])
        ahead = Visit._read_group(
            [*base, ("state", "in", ("planned", "ordered"))], group, ["date:min"]
        )
        for line in self:
            line.visits_done = sum(
                count
                for contract, plan, count in done
                if contract == line.contract_id
                and line.equipment_id in plan.equipment_ids
            )
            line.next_visit_date = min(
                (
                    day
                    for contract, plan, day in ahead
                    if contract == line.contract_id
                    and line.equipment_id in plan.equipment_ids
                ),
                default=False,
            )

    @api.constrains("date_from", "date_to")
    def _check_days(self):
        for line in self:
            contract = line.contract_id
            if (line.date_from and line.date_from < contract.date_start) or (
                line.date_to and line.date_to > contract.date_end
            ):
                raise ValidationError(
                    self.env._(
                        "%(contract)s: choose days of %(unit)s that lie within the "
                        "contract.",
                        contract=contract.display_name,
                        unit=line.equipment_id.display_name,
                    )
                )

    def _get_first_day(self):
        return self.date_from or self.contract_id.date_start

    def _get_last_day(self):
        last = self.contract_id.date_end
        return min(self.date_to or last, last)

    def _covers(self, day) -> bool:
        self.ensure_one()
        return (
            self.contract_id._holds_on(day)
            and (not self.date_from or self.date_from <= day)
            and (not self.date_to or day <= self.date_to)
        )

    @api.model
    def _find_contracts(self, units, days) -> list:
        """Contract that covers each unit on its day; one query for all of them.

        :param units: list of units, a unit may stand in it several times
        :param days: list of their days
        """
        lines = self.sudo().search(
            [
                ("equipment_id", "in", list({unit.id for unit in units})),
                ("contract_id.state", "in", contract_flow.BINDING_STATES),
            ],
            order="contract_id desc",
        )
        by_unit = lines.grouped(lambda line: line.equipment_id.id)
        none = lines.browse()
        return [
            by_unit.get(unit.id, none)
            .filtered(lambda line, d=day: line._covers(d))[:1]
            .contract_id
            for unit, day in zip(units, days, strict=True)
        ]
