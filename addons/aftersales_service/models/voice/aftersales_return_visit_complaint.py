from odoo import fields, models


class AftersalesReturnVisit(models.Model):
    """A customer who complains on a return visit is registered as a complainant."""

    _inherit = "aftersales.return.visit"

    is_complaint = fields.Boolean(
        string="He Complains",
        copy=False,
        help="What he says is registered as a complaint, which is answered within its "
        "hours; no corrective task is opened beside it.",
    )
    complaint_id = fields.Many2one(
        "aftersales.complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _get_finish_problems(self) -> list[str]:
        problems = super()._get_finish_problems()
        if self.is_complaint and not (self.problem or self.comment):
            problems.append(
                self.env._(
                    "%(visit)s: write down what the customer complains about, in "
                    "Problem or Customer's Words.",
                    visit=self.display_name,
                )
            )
        return problems

    def action_finish(self):
        result = super().action_finish()
        self.filtered("is_complaint")._register_complaint()
        return result

    def _open_tasks(self) -> None:
        return super(
            AftersalesReturnVisit, self.filtered(lambda visit: not visit.is_complaint)
        )._open_tasks()

    def _register_complaint(self) -> None:
        """Once for a visit, however often it is reopened and done."""
        complaints = self.env["aftersales.complaint"]._register_complaints(
            [visit._prepare_complaint_vals() for visit in self.sudo()]
        )
        for visit, complaint in zip(self.sudo(), complaints, strict=True):
            visit.complaint_id = complaint

    def _prepare_complaint_vals(self) -> dict:
        self.ensure_one()
        words = (self.problem or self.comment).strip()
        return {
            "title": words.splitlines()[0][:80],
            "description": "\n".join(filter(None, (self.problem, self.comment))),
            "channel": "return_visit",
            "source_key": f"{self._name},{self.id}",
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "order_id": self.order_id.id,
            "equipment_id": self.order_id.equipment_id.id,
            "outlet_id": self.outlet_id.id,
        }
