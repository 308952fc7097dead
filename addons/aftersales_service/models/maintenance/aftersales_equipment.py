from odoo import fields, models


class AftersalesEquipment(models.Model):
    """A unit under contract: since when, until when, when it is looked after next."""

    _inherit = "aftersales.equipment"

    contract_unit_ids = fields.One2many(
        "aftersales.contract.unit", "equipment_id", string="In Contracts"
    )
    contract_id = fields.Many2one(
        "aftersales.contract",
        string="Service Contract",
        compute="_compute_contract_id",
        compute_sudo=True,
        help="The contract that covers it today.",
    )
    plan_ids = fields.Many2many(
        "aftersales.maintenance.plan",
        relation="aftersales_maintenance_plan_unit_rel",
        column1="equipment_id",
        column2="plan_id",
        string="Maintenance Plans",
    )
    visits_done = fields.Integer(
        string="Maintenance Done", compute="_compute_maintenance", compute_sudo=True
    )
    next_maintenance_date = fields.Date(
        string="Next Maintenance", compute="_compute_maintenance", compute_sudo=True
    )
    patrol_line_ids = fields.One2many(
        "aftersales.patrol.line", "equipment_id", string="Rounds"
    )
    meter_ids = fields.One2many("aftersales.equipment.meter", "equipment_id", "Meters")

    def _compute_contract_id(self):
        today = fields.Date.context_today(self)
        units = list(self)
        found = self.env["aftersales.contract.unit"]._find_contracts(
            [unit._origin for unit in units], [today] * len(units)
        )
        for unit, contract in zip(units, found, strict=True):
            unit.contract_id = contract

    def _compute_maintenance(self):
        plans = self.plan_ids
        Visit = self.env["aftersales.maintenance.occurrence"]
        done = dict(
            Visit._read_group(
                [("plan_id", "in", plans.ids), ("state", "=", "done")],
                ["plan_id"],
                ["__count"],
            )
        )
        ahead = dict(
            Visit._read_group(
                [
                    ("plan_id", "in", plans.ids),
                    ("state", "in", ("planned", "ordered")),
                ],
                ["plan_id"],
                ["date:min"],
            )
        )
        for unit in self:
            unit.visits_done = sum(done.get(plan, 0) for plan in unit.plan_ids)
            unit.next_maintenance_date = min(
                (ahead[plan] for plan in unit.plan_ids if plan in ahead), default=False
            )

    def action_view_visits(self):
        """The planned visits to this unit."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "aftersales_service.aftersales_maintenance_occurrence_action"
            ),
            "domain": [("plan_id.equipment_ids", "in", self.ids)],
            "context": {},
        }
