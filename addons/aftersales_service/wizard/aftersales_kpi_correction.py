from odoo import fields, models


class AftersalesKpiCorrection(models.TransientModel):
    """Measure fixed figures again; what they were stays."""

    _name = "aftersales.kpi.correction"
    _description = "Correction of Results"

    result_ids = fields.Many2many(
        "aftersales.kpi.result",
        string="Results",
        relation="aftersales_kpi_correction_result_rel",
        column1="wizard_id",
        column2="result_id",
        required=True,
    )
    reason = fields.Char(
        required=True, help="Why they are measured again. It stays with the results."
    )

    def action_confirm(self):
        self.ensure_one()
        self.result_ids._check_may_correct()
        # Nobody creates results by hand: who may correct has them measured.
        self.result_ids.check_access("read")
        corrected = self.result_ids.sudo()._correct(self.reason)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_kpi_result_action"
        )
        action["domain"] = [("id", "in", corrected.ids)]
        action["context"] = {}
        return action
