from odoo import fields, models


class AftersalesReturnVisitAttempt(models.Model):
    """A call, and whether somebody answered. Written by the buttons of the visit."""

    _name = "aftersales.return.visit.attempt"
    _description = "Attempt of a Return Visit"
    _order = "attempted_at desc, id desc"
    _rec_name = "attempted_at"

    visit_id = fields.Many2one(
        "aftersales.return.visit",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    attempted_at = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, readonly=True, ondelete="restrict"
    )
    outcome = fields.Selection(
        [
            ("reached", "Spoken To"),
            ("missed", "Not Reached"),
            ("refused", "Refused"),
        ],
        required=True,
        readonly=True,
    )
