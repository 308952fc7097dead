from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

GC_LIMIT = 10000


class AftersalesCustomerAccess(models.Model):
    """Who looked at which customer file, when and why. Written by the file itself;
    nobody changes or deletes a row. After the time set they go by themselves."""

    _name = "aftersales.customer.access"
    _description = "Access to a Customer File"
    _order = "accessed_at desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    company_id = fields.Many2one("res.company", readonly=True, required=True)
    user_id = fields.Many2one(
        "res.users", readonly=True, required=True, index=True, ondelete="restrict"
    )
    accessed_at = fields.Datetime(
        string="When", readonly=True, required=True, default=fields.Datetime.now
    )
    kind = fields.Selection(
        [("open", "Opened"), ("pdf", "PDF"), ("xlsx", "Spreadsheet")],
        string="What",
        required=True,
        readonly=True,
    )
    reason = fields.Char(string="Why", readonly=True)
    is_masked = fields.Boolean(
        string="Masked",
        readonly=True,
        help="The person had no order with the customer: phone and address were "
        "masked.",
    )

    _accessed_idx = models.Index("(company_id, accessed_at)")

    @api.model
    def _log(self, partner, kind: str, reason: str, is_masked: bool):
        # Who looks may not write, or change, the log of it.
        return self.sudo().create(
            {
                "partner_id": partner.id,
                "company_id": self.env.company.id,
                "user_id": self.env.uid,
                "kind": kind,
                "reason": reason,
                "is_masked": is_masked,
            }
        )

    def write(self, vals):
        if self:
            raise UserError(self.env._("The log of customer files is not changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The log of customer files is not deleted."))

    @api.autovacuum
    def _gc_old(self):
        """Rows older than their company keeps them."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM aftersales_customer_access
                 WHERE id IN (
                    SELECT log.id
                      FROM aftersales_customer_access log
                      JOIN res_company company ON company.id = log.company_id
                     WHERE company.aftersales_access_log_days > 0
                       AND log.accessed_at < %s - company.aftersales_access_log_days
                                                  * INTERVAL '1 day'
                     LIMIT %s)
                """,
                fields.Datetime.now(),
                GC_LIMIT,
            )
        )
        deleted = self.env.cr.rowcount
        self.invalidate_model(flush=False)
        return deleted, deleted == GC_LIMIT
