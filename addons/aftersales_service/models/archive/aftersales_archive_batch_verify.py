from odoo import api, models

from ...tools import archive_zip


class AftersalesArchiveBatch(models.Model):
    """Proof: the file as it is kept against what was sealed."""

    _inherit = "aftersales.archive.batch"

    def action_verify(self):
        """Read the file that is kept, byte by byte, against what was sealed."""
        self.ensure_one()
        self.check_access("read")
        file = self._find_file()
        problems = (
            archive_zip.verify(file.raw, self.zip_digest)
            if file
            else [archive_zip.Problem("missing", self.zip_name or "")]
        )
        words = self._describe_problems(problems)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if problems else "success",
                "sticky": bool(problems),
                "title": self.name,
                "message": "\n".join(words)
                or self.env._("The archive file is as it was sealed."),
            },
        }

    @api.model
    def _describe_problems(self, problems) -> list[str]:
        """Words for what a check found."""
        return [self._describe_problem(kind, name) for kind, name in problems]

    @api.model
    def _describe_problem(self, kind: str, name: str) -> str:
        if kind == "changed":
            return self.env._("%(file)s was changed.", file=name)
        if kind == "missing":
            return self.env._("%(file)s is missing.", file=name)
        if kind == "added":
            return self.env._("%(file)s was added.", file=name)
        if kind == "container":
            return self.env._("Bytes between the files were changed.")
        if kind == "other":
            return self.env._(
                "In itself the file is in order, but it is not the one that was sealed."
            )
        return self.env._("This is no archive file, or it is damaged.")
