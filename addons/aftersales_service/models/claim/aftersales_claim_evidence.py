from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class AftersalesClaimEvidence(models.Model):
    """One piece of evidence: files, or a thing that was handed in."""

    _name = "aftersales.claim.evidence"
    _description = "Evidence of a Claim"
    _order = "id"

    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    type_id = fields.Many2one(
        "aftersales.evidence.type", required=True, index=True, ondelete="restrict"
    )
    is_physical = fields.Boolean(related="type_id.is_physical")
    note = fields.Char(help="What it shows; of a thing, where it is kept.")
    attachment_ids = fields.Many2many("ir.attachment", string="Files")
    received_at = fields.Datetime(
        string="Received", required=True, default=fields.Datetime.now
    )

    @api.depends("type_id")
    def _compute_display_name(self):
        for evidence in self:
            evidence.display_name = evidence.type_id.name

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._hand_over_files()
        return records

    def write(self, vals):
        if "claim_id" in vals:
            raise UserError(
                self.env._("Evidence stays with the claim it was brought for.")
            )
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._hand_over_files()
        return result

    def _hand_over_files(self) -> None:
        """Files belong to the claim, so that whoever may see it may open them.

        :raise AccessError: a file of another document
        """
        for evidence in self:
            claim = evidence.claim_id
            for file in evidence.sudo().attachment_ids:
                if (file.res_model, file.res_id) == (claim._name, claim.id):
                    continue
                if file.res_id or file.create_uid != self.env.user:
                    raise AccessError(
                        self.env._(
                            "%(claim)s: the file %(file)s belongs to something else. "
                            "Upload it here.",
                            claim=claim.display_name,
                            file=file.name,
                        )
                    )
                file.write({"res_model": claim._name, "res_id": claim.id})

    def _is_there(self) -> bool:
        """A thing is there when it is written down, a paper when it is attached."""
        self.ensure_one()
        return bool(self.type_id.is_physical or self.attachment_ids)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_granted(self):
        granted = self.claim_id.filtered(
            lambda claim: claim.state not in ("draft", "submitted")
        )
        if granted:
            raise UserError(
                self.env._(
                    "%(claims)s: evidence that a decision was taken on stays.",
                    claims=", ".join(granted.mapped("name")),
                )
            )
