from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesCustomerFile(models.TransientModel):
    """A customer file as it lies open before one person (R272, R279).

    Opening it and taking it along is logged. Without an order with the customer one
    says why; who has none at all sees the contact masked.
    """

    _name = "aftersales.customer.file"
    _inherit = ["aftersales.export.mixin"]
    _description = "Customer File"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    reason = fields.Char(string="Why", help="It is written into the log.")
    is_open = fields.Boolean(readonly=True)
    is_masked = fields.Boolean(readonly=True)
    body = fields.Html(
        string="File", compute="_compute_body", sanitize=False, readonly=True
    )

    @api.model_create_multi
    def create(self, vals_list):
        hidden = ("is_open", "is_masked")
        return super().create(
            [
                {name: value for name, value in vals.items() if name not in hidden}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if not self.env.su and set(vals) - {"reason"}:
            raise UserError(self.env._("Open the file with the button “Open”."))
        return super().write(vals)

    @api.depends("is_open")
    def _compute_body(self):
        for file in self:
            file.body = file.is_open and Markup("%s") % file._render_body()

    def _render_body(self):
        return self.env["ir.qweb"]._render(
            "aftersales_service.customer_file_body",
            {"file": self, "sections": self._get_sections()},
        )

    def _get_sections(self) -> list[dict]:
        self.ensure_one()
        # A masked contact is masked by what the person reads, not by this file.
        return self.partner_id._get_customer_file()

    def action_open_file(self):
        """Look into the file, for the reason given."""
        self.ensure_one()
        self.partner_id.check_access("read")
        if not (self.reason or "").strip():
            raise UserError(
                self.env._("Fill in Why: opening a customer file is logged.")
            )
        is_masked = bool(self.partner_id._get_masked())
        self.sudo().write({"is_open": True, "is_masked": is_masked})
        self._log("open")
        return self._get_action()

    def action_print(self):
        """The file as PDF."""
        self._check_export()
        return self.env.ref(
            "aftersales_service.action_report_customer_file"
        ).report_action(self)

    def action_export(self):
        """The file as a spreadsheet; the controller streams it."""
        self._check_export()
        return {
            "type": "ir.actions.act_url",
            "url": f"/aftersales/customer-file/{self.id}.xlsx",
            "target": "download",
        }

    def _check_export(self) -> None:
        self.ensure_one()
        self._check_export_right()
        if not self.is_open:
            raise UserError(self.env._("Open the file first, and say why."))

    def _log(self, kind: str) -> None:
        self.ensure_one()
        self.env["aftersales.customer.access"]._log(
            self.partner_id, kind, self.reason, self.is_masked
        )

    def _get_action(self) -> dict:
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Customer File"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current" if self.is_open else "new",
        }
