from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesSignoffSign(models.TransientModel):
    """Sign for a role, drawn by hand if one likes, or release before signing."""

    _name = "aftersales.signoff.sign"
    _description = "Sign a Document"

    kind = fields.Selection(
        [("sign", "Sign"), ("release", "Release Before Signing")],
        required=True,
        default="sign",
    )
    res_model = fields.Char(string="Document Model", required=True)
    res_ids = fields.Json(string="Documents", required=True)
    role_ids = fields.Many2many(
        "aftersales.signoff.role", string="Roles", compute="_compute_role_ids"
    )
    role_id = fields.Many2one(
        "aftersales.signoff.role",
        string="Sign As",
        domain="[('id', 'in', role_ids)]",
        compute="_compute_role_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    signature = fields.Binary()
    note = fields.Char()
    reason = fields.Char(help="Why it cannot wait for the signatures.")

    def _get_documents(self):
        self.ensure_one()
        if not hasattr(self.env.get(self.res_model), "_get_signoff_roles"):
            raise UserError(self.env._("This kind of document is not signed."))
        return self.env[self.res_model].browse(self.res_ids or ())

    @api.depends("res_model", "res_ids", "kind")
    def _compute_role_ids(self):
        """Roles that the user may sign for and that are still missing."""
        for wizard in self:
            roles = wizard.role_ids.browse()
            if wizard.res_model:
                for document in wizard._get_documents():
                    roles |= document._get_missing_roles().filtered(
                        lambda role, document=document: document._may_sign_as(
                            role, self.env.user
                        )
                    )
            wizard.role_ids = roles

    @api.depends("role_ids")
    def _compute_role_id(self):
        for wizard in self:
            wizard.role_id = wizard.role_id or wizard.role_ids[:1]

    def action_confirm(self):
        """Sign, or release."""
        self.ensure_one()
        documents = self._get_documents()
        if self.kind == "release":
            if not (self.reason or "").strip():
                raise UserError(self.env._("Fill in Reason before “Release”."))
            documents.action_release_unsigned(self.reason)
        else:
            if not self.role_id:
                raise UserError(self.env._("Choose Sign As before “Sign”."))
            documents._sign(self.role_id.id, self.signature, self.note)
        return {"type": "ir.actions.act_window_close"}
