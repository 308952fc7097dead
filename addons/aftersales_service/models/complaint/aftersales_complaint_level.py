from odoo import api, fields, models, tools

from ...tools.complaint_level import LEVELS as CODES

LEVELS = [
    ("general", "General"),
    ("dissatisfied", "Dissatisfied"),
    ("repeated", "Repeated"),
    ("major", "Major"),
]


class AftersalesComplaintLevel(models.Model):
    """Who handles the complaints of a level (R255-R257, R266)."""

    _name = "aftersales.complaint.level"
    _description = "Complaint Level"
    _inherit = ["aftersales.cached.mixin"]
    _order = "sequence, id"
    _rec_name = "level"

    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: for all companies without their own."
    )
    level = fields.Selection(LEVELS, required=True)
    handler = fields.Selection(
        [
            ("dispatch_room", "Dispatch Room"),
            ("service_manager", "Service Manager"),
            ("branch_manager", "Branch Manager"),
            ("general_manager", "General Manager"),
            ("user", "A Certain User"),
        ],
        required=True,
        help="Who handles complaints of this level. One who is not known, or whom the "
        "complaint is about, is replaced by the one of the next level.",
    )
    user_id = fields.Many2one("res.users")
    source = fields.Char(help="Rule the level comes from.")
    note = fields.Text(translate=True)

    _level_uniq = models.UniqueIndex(
        "(level, COALESCE(company_id, 0))", "This level is settled already."
    )
    _user_set = models.Constraint(
        "CHECK(handler != 'user' OR user_id IS NOT NULL)",
        "Choose the User who handles complaints of this level.",
    )

    @tools.ormcache("company_id")
    def _get_handlers(self, company_id: int) -> dict[str, tuple[str, int | bool]]:
        """By level, from the bottom to the top: kind of handler, certain user."""
        rows = self.sudo().search([("company_id", "in", (company_id, False))])
        # A company's own row comes last and overwrites the general one.
        rows = rows.sorted(lambda row: bool(row.company_id))
        found = {row.level: (row.handler, row.user_id.id) for row in rows}
        return {level: found[level] for level in CODES if level in found}

    @api.model
    def _get_level_label(self, level: str) -> str:
        return dict(self._fields["level"]._description_selection(self.env))[level]
