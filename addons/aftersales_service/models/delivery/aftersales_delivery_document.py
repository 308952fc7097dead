from odoo import api, fields, models


class AftersalesDeliveryDocument(models.Model):
    """One paper of a delivery or an acceptance: is it there?"""

    _name = "aftersales.delivery.document"
    _description = "Delivery Document"
    _order = "sequence, id"
    _rec_name = "type_id"

    delivery_id = fields.Many2one(
        "aftersales.delivery", index="btree_not_null", ondelete="cascade"
    )
    installation_id = fields.Many2one(
        "aftersales.installation", index="btree_not_null", ondelete="cascade"
    )
    type_id = fields.Many2one(
        "aftersales.delivery.document.type",
        string="Document",
        required=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(related="type_id.sequence", store=True)
    needs_number = fields.Boolean(related="type_id.needs_number")
    is_enclosed = fields.Boolean(string="Enclosed")
    number = fields.Char(help="Number or version of the paper.")
    is_lacking = fields.Boolean(string="Lacking", compute="_compute_is_lacking")

    _one_owner = models.Constraint(
        "CHECK((delivery_id IS NULL) != (installation_id IS NULL))",
        "A document belongs to either a delivery or an installation.",
    )
    _delivery_type_uniq = models.UniqueIndex(
        "(delivery_id, type_id) WHERE delivery_id IS NOT NULL",
        "This document is on the delivery already.",
    )
    _installation_type_uniq = models.UniqueIndex(
        "(installation_id, type_id) WHERE installation_id IS NOT NULL",
        "This document is on the installation already.",
    )

    @api.depends("is_enclosed", "number", "type_id.needs_number")
    def _compute_is_lacking(self):
        for document in self:
            document.is_lacking = not document.is_enclosed or (
                document.needs_number and not document.number
            )

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._check_owner_open()
        return documents

    def write(self, vals):
        self._check_owner_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_owner_open()

    @api.model
    def _list_for(self, usage: str, rows) -> None:
        """Lines for the papers that owners lack still, in one insert.

        :param usage: when the papers are needed
        :param rows: of the owner, its products and the field that names it
        """
        types = self.env["aftersales.delivery.document.type"]._get_all(usage)
        self.sudo().create(
            [
                {field: owner.id, "type_id": kind.id}
                for owner, products, field in rows
                for kind in types._pick(owner.company_id, products)
                - owner.document_ids.type_id
            ]
        )

    def _check_owner_open(self) -> None:
        self.delivery_id._check_unsigned()
        self.installation_id._check_unanswered()

    def _get_problems(self, owner, step: str) -> list[str]:
        """What is lacking of these papers, with the cure.

        :param owner: the document that they belong to
        :param step: label of the step that needs them
        """
        return [
            self.env._(
                "%(owner)s: the %(document)s is lacking. Add it (with its number, if "
                "it has one) and tick “Enclosed” before “%(step)s”.",
                owner=owner.display_name,
                document=document.type_id.name,
                step=step,
            )
            for document in self
            if document.is_lacking
        ]
