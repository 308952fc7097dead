from odoo import api, fields, models
from odoo.exceptions import UserError

# What a document is called until it is saved, as in the host's older documents.
UNNUMBERED = "/"


class AftersalesNumberedMixin(models.AbstractModel):
    """A document with a number from the sequence whose code is the model's name.

    The number is given at creation, for a whole batch at once; ``name`` that a caller
    passes (an import that keeps old numbers) stays.
    """

    _name = "aftersales.numbered.mixin"
    _description = "Numbered After-Sales Document"

    name = fields.Char(
        string="Number",
        required=True,
        readonly=True,
        copy=False,
        index="trigram",
        default=UNNUMBERED,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    @api.model_create_multi
    def create(self, vals_list):
        # The caller's own values stay as they are: he may use them again.
        vals_list = [dict(vals) for vals in vals_list]
        unnamed: dict[int, list[dict]] = {}
        for vals in vals_list:
            if vals.get("name", UNNUMBERED) == UNNUMBERED:
                company_id = vals.get("company_id") or self.env.company.id
                unnamed.setdefault(company_id, []).append(vals)
        for company_id, group in unnamed.items():
            numbers = self._get_sequence(company_id)._next_batch(len(group))
            for vals, number in zip(group, numbers, strict=True):
                vals["name"] = number
        return super().create(vals_list)

    def _get_sequence(self, company_id: int):
        """Sequence of this model for a company, the shared one if it has none."""
        sequence = (
            self.env["ir.sequence"]
            .sudo()  # numbering is not a right of the person who takes the call
            .search(
                [("code", "=", self._name), ("company_id", "in", (company_id, False))],
                order="company_id",
                limit=1,
            )
        )
        if not sequence:
            raise UserError(
                self.env._(
                    "There is no number sequence for %(document)s. Create one with the "
                    "code “%(code)s” in Settings ▸ Technical ▸ Sequences.",
                    document=self._description,
                    code=self._name,
                )
            )
        return sequence
