from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

ACTIVITY = "aftersales_service.activity_type_certificate"


class HrEmployeeSkill(models.Model):
    """Certificates of technicians and certified managers: told of before they end."""

    _name = "hr.employee.skill"
    _inherit = ["hr.employee.skill", "aftersales.reminder.mixin"]

    aftersales_is_told = fields.Boolean(
        string="Reminded", readonly=True, copy=False, help="Of the end named here."
    )

    def write(self, vals):
        if "valid_to" in vals:
            vals = {**vals, "aftersales_is_told": False}
        return super().write(vals)

    @api.model
    def _get_remind_order(self) -> str:
        return "valid_to, id"

    @api.model
    def _get_remind_domain(self) -> Domain:
        """What ended long ago is nobody's news any more."""
        today = fields.Date.context_today(self)
        companies = self.env["res.company"].sudo().search(Domain.TRUE)
        return (
            Domain("aftersales_is_told", "=", False)
            & Domain("skill_type_id.is_certification", "=", True)
            & Domain("employee_id.active", "=", True)
            & Domain.OR(
                Domain("employee_id.company_id", "=", company.id)
                & Domain(
                    "valid_to",
                    "<=",
                    today + timedelta(days=company.aftersales_certificate_remind_days),
                )
                & Domain(
                    "valid_to",
                    ">=",
                    today - timedelta(days=company.aftersales_certificate_remind_days),
                )
                & (
                    Domain("employee_id.aftersales_outlet_ids", "!=", False)
                    | Domain("skill_id", "in", company.aftersales_manager_skill_ids.ids)
                )
                for company in companies
            )
        )

    def _mark_told(self) -> None:
        self.aftersales_is_told = True

    def _prepare_reminders(self) -> list[dict]:
        """On the outlet of a technician, on the contact of a manager; not of what was
        renewed in time."""
        outlet_model = self.env["ir.model"]._get_id("aftersales.outlet")
        partner_model = self.env["ir.model"]._get_id("res.partner")
        kind = self.env.ref(ACTIVITY)
        vals_list = []
        for certificate in self.sudo() - self._find_renewed():
            person = certificate.employee_id
            outlet = person.aftersales_outlet_ids[:1]
            record = outlet or person.work_contact_id
            user = certificate._get_remind_user(outlet)
            if not (record and user):
                continue
            words = certificate.with_context(lang=user.lang, tz=user.tz)
            vals_list.append(
                {
                    "activity_type_id": kind.id,
                    "res_model_id": outlet_model if outlet else partner_model,
                    "res_id": record.id,
                    "user_id": user.id,
                    "summary": words._get_remind_summary(),
                    "date_deadline": certificate.valid_to,
                }
            )
        return vals_list

    def _find_renewed(self):
        """Certificates of which the person has one that ends later; one query."""
        others = self.sudo().search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("skill_id", "in", self.skill_id.ids),
            ]
        )
        best: dict = {}
        for one in others:
            key = (one.employee_id, one.skill_id)
            end = one.valid_to or fields.Date.to_date("9999-12-31")
            best[key] = max(best.get(key, end), end)
        return self.filtered(
            lambda one: best[one.sudo().employee_id, one.sudo().skill_id] > one.valid_to
        )

    def _get_remind_user(self, outlet):
        self.ensure_one()
        company = self.employee_id.company_id
        return (
            (outlet and outlet._get_paper_user())
            or company.aftersales_representative_id
            or self.env["aftersales.order"]._get_first_service_manager(company)
        )

    def _get_remind_summary(self) -> str:
        self.ensure_one()
        return self.env._(
            "%(person)s: %(certificate)s ends on %(day)s",
            person=self.employee_id.name,
            certificate=self.skill_id.name,
            day=format_date(self.env, self.valid_to),
        )
