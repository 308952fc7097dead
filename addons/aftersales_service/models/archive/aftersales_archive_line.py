from odoo import api, fields, models
from odoo.exceptions import UserError

# What the giver may still say about a paper before he hands it in.
OPEN_FIELDS = frozenset({"excuse"})


class AftersalesArchiveLine(models.Model):
    """One paper of a batch: its digest, what is missing on it, and why it may be."""

    _name = "aftersales.archive.line"
    _description = "Archived Paper"
    _order = "batch_id, sequence, id"

    batch_id = fields.Many2one(
        "aftersales.archive.batch",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="batch_id.company_id", store=True, precompute=True, index=True
    )
    outlet_id = fields.Many2one(
        related="batch_id.outlet_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    state = fields.Selection(related="batch_id.state", string="Batch State")
    sequence = fields.Integer(readonly=True)
    res_model = fields.Char(string="Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document",
        model_field="res_model",
        required=True,
        readonly=True,
        index=True,
    )
    name = fields.Char(string="Paper", required=True, readonly=True)
    digest = fields.Char(
        string="SHA-256",
        required=True,
        readonly=True,
        help="Of what the paper said when it was collected.",
    )
    gaps = fields.Char(string="Missing", readonly=True)
    excuse = fields.Char(
        string="Handed In All the Same",
        help="Why the paper is handed in although something is missing.",
    )

    _record_uniq = models.UniqueIndex(
        "(batch_id, res_model, res_id)", "A paper is in a batch once."
    )

    def write(self, vals):
        if not self.env.su and (
            set(vals) - OPEN_FIELDS
            or any(line.batch_id.state != "collecting" for line in self)
        ):
            raise UserError(
                self.env._(
                    "A paper is explained while its batch is collected, not later, and "
                    "nothing else of it is changed by hand."
                )
            )
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_collected()
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_collecting(self):
        self._check_collected()
        if any(line.batch_id.state != "collecting" for line in self):
            raise UserError(
                self.env._("A paper that was handed in stays in its batch.")
            )

    def _check_collected(self) -> None:
        if not self.env.su:
            raise UserError(
                self.env._("Papers come into a batch with the button “Collect Anew”.")
            )

    def action_open_document(self):
        """Open the paper itself."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }
