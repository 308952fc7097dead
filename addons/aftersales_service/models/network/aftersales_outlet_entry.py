from odoo import api, fields, models

# Nobody sends a form again that was opened so long ago.
KEPT_DAYS = 365


class AftersalesOutletEntry(models.Model):
    """One form that an outlet sent through its portal: a double click makes one row,
    and who did what can be looked up."""

    _name = "aftersales.outlet.entry"
    _description = "Portal Entry of an Outlet"
    _inherit = ["aftersales.form.mixin"]
    _order = "id desc"
    _rec_name = "step"
    _check_company_auto = True

    user_id = fields.Many2one("res.users", required=True, readonly=True)
    outlet_id = fields.Many2one(
        "aftersales.outlet",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(related="outlet_id.company_id", store=True)
    order_id = fields.Many2one(
        "aftersales.order",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
    )
    step = fields.Selection(
        [
            ("accept", "Accept"),
            ("reject", "Reject"),
            ("appoint", "Appoint"),
            ("unit", "Name the Unit"),
            ("price", "Confirm Price"),
            ("wait", "Put on Hold"),
            ("resume", "Resume"),
            ("help", "Ask for Help"),
            ("depart", "Depart"),
            ("arrive", "Arrive"),
            ("answer", "Answer the Checklist"),
            ("photo", "Add Photos"),
            ("part", "Use a Part"),
            ("receipt", "Write a Receipt"),
            ("record", "Record the Visit"),
            ("unsign", "Discard the Signature"),
            ("finish", "Finish"),
            ("technician", "Technician Request"),
        ],
        required=True,
        readonly=True,
    )

    @api.autovacuum
    def _gc_entries(self):
        old = fields.Datetime.subtract(fields.Datetime.now(), days=KEPT_DAYS)
        self.search([("create_date", "<", old)]).unlink()

    @api.model
    def _get_subject(self, step: str, record) -> str:
        """What a key is good for: one step, one record, one person."""
        return f"{step} {record._name} {record.id} {self.env.uid}"

    @api.model
    def _new_key(self, step: str, record) -> str:
        return self._new_form_key(self._get_subject(step, record))

    @api.model
    def _read_key(self, key: str | None, step: str, record) -> str:
        return self._read_form_key(key, self._get_subject(step, record))

    @api.model
    def _take(self, secret: str, step: str, outlet, order=None) -> bool:
        """Write the form down; False if it was sent before."""
        vals = {
            "user_id": self.env.uid,
            "outlet_id": outlet.id,
            "order_id": order.id if order else False,
            "step": step,
        }
        return bool(self._create_from_form(secret, lambda: vals, ()))
