from odoo import fields, models

from ..models.handbook.aftersales_handbook_application_line import ACTIONS
from ..tools.handbook import OWN, REMOVED


class AftersalesHandbookSetupLine(models.TransientModel):
    """One item of the profile: what stands, what would be, take it or not."""

    _name = "aftersales.handbook.setup.line"
    _description = "Handbook Item to Take Over"
    _order = "setup_id, sequence, id"

    setup_id = fields.Many2one(
        "aftersales.handbook.setup", required=True, index=True, ondelete="cascade"
    )
    item_id = fields.Many2one("aftersales.handbook.item", required=True, readonly=True)
    sequence = fields.Integer(related="item_id.sequence", store=True)
    area = fields.Selection(related="item_id.area")
    rules = fields.Char(related="item_id.rules")
    contradiction = fields.Text(related="item_id.contradiction")
    action = fields.Selection(ACTIONS, required=True, readonly=True)
    is_agreed = fields.Boolean(string="Take Over")
    can_agree = fields.Boolean(readonly=True)
    reason = fields.Selection(
        [
            (OWN, "You have set it yourself"),
            (REMOVED, "You have removed it since"),
        ],
        string="Note",
        readonly=True,
    )
    value_now = fields.Char(string="Now", readonly=True)
    value_new = fields.Char(string="By the Handbook", readonly=True)
