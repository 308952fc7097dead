from odoo import api, fields, models


class AftersalesTrainingSession(models.Model):
    """What a session costs: expected lines, their bills, what was posted (R420)."""

    _inherit = "aftersales.training.session"

    currency_id = fields.Many2one(related="company_id.currency_id")
    cost_ids = fields.One2many("aftersales.training.cost", "session_id")
    move_line_ids = fields.One2many(
        "account.move.line",
        "aftersales_session_id",
        groups="account.group_account_readonly,account.group_account_invoice",
    )
    amount_expected = fields.Monetary(
        string="Expected Cost", compute="_compute_amounts", compute_sudo=True
    )
    amount_actual = fields.Monetary(
        string="Posted Cost", compute="_compute_amounts", compute_sudo=True
    )

    @api.depends(
        "cost_ids.amount",
        "move_line_ids.balance",
        "move_line_ids.parent_state",
        "move_line_ids.account_id",
    )
    def _compute_amounts(self):
        expected = dict(
            self.env["aftersales.training.cost"]._read_group(
                [("session_id", "in", self.ids)], ["session_id"], ["amount:sum"]
            )
        )
        posted = dict(
            self.env["account.move.line"]._read_group(
                [
                    ("aftersales_session_id", "in", self.ids),
                    ("parent_state", "=", "posted"),
                    ("account_id.account_type", "=like", "expense%"),
                ],
                ["aftersales_session_id"],
                ["balance:sum"],
            )
        )
        for session in self:
            session.amount_expected = expected.get(session, 0.0)
            session.amount_actual = posted.get(session, 0.0)

    def _get_analytic_distribution(self) -> dict:
        """On the training's account, and on the outlet's where one holds it.

        Accounts of two plans share a line, so that each plan counts it once.
        """
        self.ensure_one()
        training = (
            self.sudo().plan_id.analytic_account_id
            or self.company_id.sudo().aftersales_training_account_id
        )
        outlet = self.sudo().outlet_id.analytic_account_id
        accounts = training
        if outlet.root_plan_id != training.root_plan_id:
            accounts |= outlet
        return {",".join(map(str, accounts.ids)): 100.0} if training else {}

    def action_create_bills(self):
        """A draft bill for each supplier of these sessions, booked on the training."""
        self._check_step_role("bill")
        costs = self.cost_ids.filtered(lambda cost: not cost.bill_line_id)
        self._refuse(self._get_bill_problems(costs))
        groups = costs.grouped(lambda cost: (cost.company_id, cost.partner_id))
        bills = self.env["account.move"].create(
            [group._prepare_bill_vals() for group in groups.values()]
        )
        for bill, group in zip(bills, groups.values(), strict=True):
            for line, cost in zip(bill.invoice_line_ids, group, strict=True):
                cost.bill_line_id = line
        domain = [("id", "in", bills.ids)]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Bills of Trainings"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": domain,
        }

    def _get_bill_problems(self, costs) -> list[str]:
        problems = []
        if not costs:
            problems.append(
                self.env._("There is no cost without a bill. Enter it under Cost.")
            )
        for session in costs.session_id:
            if any(not cost.partner_id for cost in costs & session.cost_ids):
                problems.append(
                    self.env._(
                        "%(session)s: fill in the Supplier of each cost.",
                        session=session.display_name,
                    )
                )
            if not session._get_analytic_distribution():
                problems.append(
                    self.env._(
                        "%(session)s: there is no analytic account for training. "
                        "Choose one on the plan or in Settings ▸ After-Sales ▸ People.",
                        session=session.display_name,
                    )
                )
        return problems
