from odoo import fields, models

# What a kind asks for, beside photos and the answers of its checklist.
STEP_KINDS = [
    ("work", "Work"),
    ("site", "Site Readiness"),
    ("property", "Protection of Property"),
    ("unpacking", "Unpacking Check"),
    ("load_run", "Full-Load Run"),
    ("self_check", "Self-Inspection"),
    ("training", "User Training"),
]


class AftersalesInstallationProcedureStep(models.Model):
    """A step of a procedure; it needs the one before it."""

    _name = "aftersales.installation.procedure.step"
    _description = "Step of an Installation Procedure"
    _order = "sequence, id"

    procedure_id = fields.Many2one(
        "aftersales.installation.procedure",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Step", required=True, translate=True)
    kind = fields.Selection(STEP_KINDS, default="work", required=True)
    instruction = fields.Text(translate=True, help="What the installer reads.")
    needs_photo = fields.Boolean(help="A photo is taken before the step is done.")
    checklist_id = fields.Many2one(
        "aftersales.checklist",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('usage', '=', 'installation'), ('state', '=', 'published')]",
        help="Questions and readings that are answered at this step.",
    )

    def _prepare_step_vals(self, installation) -> dict:
        """What an installation takes over; later changes do not reach it."""
        self.ensure_one()
        # The words are the customer's: he reads them on his certificate.
        step = self.with_context(lang=installation.partner_id.lang or self.env.lang)
        return {
            "installation_id": installation.id,
            "sequence": step.sequence,
            "name": step.name,
            "kind": step.kind,
            "instruction": step.instruction,
            "needs_photo": step.needs_photo,
            "checklist_id": step.checklist_id.id,
        }
