from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.outlet_papers import Paper


class AftersalesOutletDocument(models.Model):
    """A licence, certificate or site photo that an outlet handed in."""

    _name = "aftersales.outlet.document"
    _description = "Outlet Document"
    _inherit = ["aftersales.thread.mixin", "aftersales.expiry.mixin"]
    _order = "outlet_id, type_id, date_end desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        string="Number or Title",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    active = fields.Boolean(
        default=True, help="A document that another one took the place of is archived."
    )
    type_id = fields.Many2one(
        "aftersales.outlet.document.type",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('company_id', 'in', (company_id, False))]",
    )
    has_end = fields.Boolean(related="type_id.has_end")
    remind_days = fields.Integer(related="type_id.remind_days")
    date_start = fields.Date(string="Issued", tracking=True)
    date_end = fields.Date(tracking=True)
    issuer = fields.Char(string="Issued By")
    holder = fields.Char(help="Person that a certificate belongs to.")
    photo = fields.Image(max_width=1920, max_height=1920)
    attachment_ids = fields.Many2many(
        "ir.attachment",
        relation="aftersales_outlet_document_attachment_rel",
        string="Files",
        copy=False,
    )
    note = fields.Char()

    _dates_order = models.Constraint(
        "CHECK(date_end >= date_start)",
        "Valid Until must not come before the day of issue.",
    )

    @api.depends("type_id")
    def _compute_name(self):
        for document in self:
            if not document.name:
                document.name = document.type_id.name

    @api.constrains("type_id", "date_end")
    def _check_date_end(self):
        for document in self:
            if document.type_id.has_end and not document.date_end:
                raise ValidationError(
                    self.env._(
                        "%(document)s: fill in Valid Until. If documents of the type "
                        "“%(type)s” do not expire, say so on the type.",
                        document=document.display_name or "",
                        type=document.type_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._keep_files()
        return documents

    def write(self, vals):
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._keep_files()
        return result

    def _keep_files(self) -> None:
        """Whoever may read the document may open its files."""
        for document in self:
            document.attachment_ids.filtered(lambda file: not file.res_id).write(
                {"res_model": self._name, "res_id": document.id}
            )

    def _to_paper(self) -> Paper:
        self.ensure_one()
        return Paper(
            type=self.type_id.id,
            since=self.date_start or None,
            until=self.date_end or None,
            has_file=bool(self.photo or self.attachment_ids),
        )

    def _get_remind_summary(self) -> str:
        self.ensure_one()
        return self.env._(
            "%(type)s “%(document)s” expires on %(day)s: ask for a new one",
            type=self.type_id.name,
            document=self.name,
            day=self.date_end,
        )
