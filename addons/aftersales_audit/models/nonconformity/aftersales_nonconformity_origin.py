from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class AftersalesNonconformity(models.Model):
    """Where they come from: any document tells of them (`_open_for`)."""

    _inherit = "aftersales.nonconformity"

    source = fields.Selection(
        [
            ("audit", "Evaluation"),
            ("inspection", "Monthly Supervision"),
            ("complaint", "Complaint"),
            ("sla", "Missed Promise"),
            ("warehouse", "Warehouse Difference"),
            ("certifier", "Finding of the Certifier"),
            ("other", "Other"),
        ],
        string="Found By",
        default="other",
        required=True,
        index=True,
        tracking=True,
    )
    # Two plain columns: a stored Reference asks for each record whether it exists.
    res_model = fields.Char(string="Document Kind", copy=False)
    res_id = fields.Many2oneReference(
        string="Source Document", model_field="res_model", copy=False
    )
    origin_name = fields.Char(
        string="Where From", readonly=True, copy=False, help="As it was called then."
    )
    audit_line_id = fields.Many2one(
        "aftersales.audit.line",
        string="Failed Indicator",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    audit_id = fields.Many2one(
        "aftersales.audit",
        related="audit_line_id.audit_id",
        string="Evaluation",
        store=True,
        index="btree_not_null",
    )

    _origin_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")
    _audit_line_uniq = models.UniqueIndex(
        "(audit_line_id) WHERE audit_line_id IS NOT NULL AND state != 'cancelled'",
        "There is a nonconformity of this indicator already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # Asked once, not by each record.
        degree = vals_list and self.default_get(["severity_id"])
        return super().create([{**degree, **vals} for vals in vals_list])

    @api.model
    def _open_for(self, document, vals: dict):
        """One nonconformity of a document, which any addon may call; while one of this
        document is open, the facts are noted there.

        :param vals: title, facts and what else is known
        """
        return self._open_for_all({document: vals})

    @api.model
    def _open_for_all(self, found: dict):
        """As `_open_for`, of many documents with one search and one insert.

        :param found: by document, title, facts and what else is known
        """
        Model = self.sudo()
        if not found:
            return Model
        there = Model.search(
            Domain("res_model", "in", list({one._name for one in found}))
            & Domain("res_id", "in", [one.id for one in found])
            & Domain("is_open", "=", True)
        ).grouped(lambda one: (one.res_model, one.res_id))
        known, vals_list = Model.browse(), []
        for document, vals in found.items():
            record = there.get((document._name, document.id), Model)[:1]
            if record:
                record._message_log(body=vals["facts"])
                known |= record
            else:
                vals_list.append(self._prepare_origin_vals(document) | vals)
        return known | Model.create(vals_list)

    @api.model
    def _prepare_origin_vals(self, document) -> dict:
        vals = {
            "res_model": document._name,
            "res_id": document.id,
            "origin_name": document.display_name,
            "company_id": document.company_id.id or self.env.company.id,
        }
        if "outlet_id" in document._fields:
            vals["outlet_id"] = document.outlet_id.id
        return vals

    def action_view_origin(self):
        self.ensure_one()
        if not self.res_id or self.res_model not in self.env:
            raise UserError(
                self.env._(
                    "%(record)s names no document it comes from.",
                    record=self.display_name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
