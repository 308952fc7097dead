from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    aftersales_training_account_id = fields.Many2one(
        "account.analytic.account",
        string="Analytic Account of Training",
        check_company=True,
        help="Bills of trainings are booked on it. The training budget and the "
        "training cost ratio read it.",
    )
    aftersales_certificate_remind_days = fields.Integer(
        string="Tell of Certificates Before (days)",
        default=60,
        help="How long before a certificate of a technician or certified manager ends "
        "somebody is told.",
    )
    aftersales_manager_warning = fields.Text(
        string="Certified Managers Missing",
        compute="_compute_aftersales_manager_warning",
        compute_sudo=True,
    )

    _aftersales_certificate_remind_positive = models.Constraint(
        "CHECK(aftersales_certificate_remind_days >= 0)",
        "Tell of Certificates Before: 0 or more days.",
    )

    @api.depends("aftersales_manager_skill_ids")
    def _compute_aftersales_manager_warning(self):
        Quota = self.env["aftersales.manager.quota"]
        for company in self:
            short = (
                Quota.with_company(company)
                ._find_for(company)
                .filtered(lambda quota: quota.missing_count)
            )
            company.aftersales_manager_warning = "\n".join(
                self.env._(
                    "%(scope)s: %(certified)s certified, %(required)s required.",
                    scope=quota.display_name,
                    certified=quota.certified_count,
                    required=quota.required_count,
                )
                for quota in short
            )

    def _get_service_managers(self, day) -> dict:
        """Service managers by employee: certified on the day, kinds of their outlets.

        Those of the host's employees who have the role or are at the head of an outlet
        (standard A.6); as the key figure counts them.
        """
        self.ensure_one()
        source = self.env["aftersales.kpi.source"].sudo().with_company(self)
        records = source._get_certified_managers_domain(day, day)
        Employee = self.env["hr.employee"].sudo()
        people = Employee.search(records.domain)
        certified = people.filtered_domain(records.hits) if people else people
        if not self.aftersales_manager_skill_ids:
            certified = Employee
        outlets = (
            self.env["aftersales.outlet"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.id),
                    ("state", "!=", "closed"),
                    ("manager_id", "in", people.user_id.ids),
                ]
            )
        )
        kinds: dict = {}
        for outlet in outlets:
            kinds.setdefault(outlet.manager_id, set()).add(outlet.kind)
        return {
            person: (person in certified, kinds.get(person.user_id, set()))
            for person in people
        }
