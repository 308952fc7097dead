from odoo import api, fields, models


class AftersalesInstallationTrainee(models.Model):
    """A person of the customer's who took part."""

    _name = "aftersales.installation.trainee"
    _description = "Participant of a User Training"
    _order = "id"

    training_id = fields.Many2one(
        "aftersales.installation.training",
        required=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(required=True)
    job = fields.Char(string="Job Position")

    @api.model_create_multi
    def create(self, vals_list):
        trainees = super().create(vals_list)
        trainees.training_id._check_unsigned()
        return trainees

    def write(self, vals):
        self.training_id._check_unsigned()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self.training_id._check_unsigned()
