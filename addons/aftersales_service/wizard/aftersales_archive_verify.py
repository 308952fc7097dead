import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import archive_zip


class AftersalesArchiveVerify(models.TransientModel):
    """Check an archive file from wherever it comes: what was changed, lost or added."""

    _name = "aftersales.archive.verify"
    _description = "Check an Archive File"

    file = fields.Binary(string="Archive File", attachment=False)
    file_name = fields.Char()
    state = fields.Selection(
        [("new", "New"), ("good", "In Order"), ("bad", "Changed")],
        default="new",
        required=True,
        readonly=True,
    )
    batch_id = fields.Many2one("aftersales.archive.batch", readonly=True)
    digest = fields.Char(string="SHA-256", readonly=True)
    result = fields.Text(readonly=True)

    def action_verify(self):
        """Compare the file with itself and with what was sealed."""
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose Archive File first."))
        data = base64.b64decode(self.file)
        Batch = self.env["aftersales.archive.batch"]
        problems = archive_zip.verify(data)
        digest = archive_zip.sha256(data)
        batch = Batch.search([("zip_digest", "=", digest)], limit=1)
        if not problems and not batch:
            problems = [archive_zip.Problem("other")]
        self.write(
            {
                "state": "bad" if problems else "good",
                "batch_id": batch.id,
                "digest": digest,
                "result": "\n".join(Batch._describe_problems(problems))
                or self.env._(
                    "Every byte is as it was sealed in %(batch)s.", batch=batch.name
                ),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check an Archive File"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
