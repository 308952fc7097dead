from odoo import models
from odoo.tools import split_every

from ...tools import signoff

CHECK = 500


class AftersalesArchiveBatch(models.Model):
    """The seal: what was signed is what is closed, and stays so."""

    _inherit = "aftersales.archive.batch"

    def action_seal(self):
        """Close the records for good and have the archive file made."""
        self._check_step_role("seal")
        self._check_step_possible("seal")
        self._refuse(self.sudo()._get_seal_problems())
        self.sudo()._seal_records()
        self.sudo()._transition("seal", packed_count=0)
        self.env.ref("aftersales_service.ir_cron_archive_pack")._trigger()

    def _get_seal_problems(self) -> list[str]:
        problems = [
            self.env._(
                "%(batch)s: these have not signed what it holds now: %(roles)s. Send "
                "it back.",
                batch=batch.display_name,
                roles=batch.signoff_missing,
            )
            for batch in self
            if not batch.is_signed_off
        ]
        return problems + [
            self.env._(
                "%(batch)s: %(papers)s changed after they were handed in. Send the "
                "batch back, so that they are collected and signed anew.",
                batch=batch.display_name,
                papers=", ".join(changed),
            )
            for batch in self
            if (changed := batch._get_changed_papers())
        ]

    def _get_changed_papers(self) -> list[str]:
        """Names of papers that say something else than when they were collected."""
        self.ensure_one()
        changed = []
        for _part, records, lines in self._iter_papers(CHECK):
            Source = self._get_source()
            by_id = {record.id: record for record in records}
            changed += [
                line.name
                for line in lines
                if line.res_id not in by_id
                or signoff.digest(Source._get_content(self.source, by_id[line.res_id]))
                != line.digest
            ]
        return changed

    def _iter_papers(self, size: int, start: int = 0):
        """(first, records, lines) of the papers, ``size`` at a time, in their order."""
        self.ensure_one()
        Source = self._get_source()
        Line = Source.env["aftersales.archive.line"]
        model = Source._describe(self.source).model
        line_ids = Line.search([("batch_id", "=", self.id)], order="sequence, id").ids
        for part in split_every(size, line_ids[start:]):
            lines = Line.browse(part)
            yield (
                start,
                Line.env[model].browse(lines.mapped("res_id")).exists(),
                lines,
            )
            start += len(part)

    def _seal_records(self) -> None:
        for batch in self:
            states = batch._get_source()._describe(batch.source).sealed_states
            if not states:
                continue
            for _part, records, _lines in batch._iter_papers(CHECK):
                done = records.filtered(lambda r, states=states: r.state in states)
                batch._file_orders(done)
                done._seal(batch.name)

    def _file_orders(self, records) -> None:
        """An order whose papers are in the archive is archived itself."""
        if records._name == "aftersales.order":
            records.filtered(lambda order: order._can("archive"))._transition("archive")

    # -- opening the seal -----------------------------------------------------------

    def action_unseal(self, reason: str | None = None):
        """Open the seal: the records can be changed again, the file is dropped.

        :param reason: why; it stays in the history
        """
        self._check_step_role("unseal")
        self._check_step_possible("unseal")
        if not (reason or "").strip():
            return self._ask_reason("unseal")
        for batch in self.sudo():
            batch._unseal_records()
            batch.message_post(
                body=batch.env._(
                    "%(user)s opened the seal: %(reason)s. SHA-256 of the file was "
                    "%(digest)s.",
                    user=self.env.user.name,
                    reason=reason,
                    digest=batch.zip_digest,
                )
            )
            batch.signoff_ids._void(
                self.env._("The seal was opened: %(reason)s", reason=reason)
            )
            batch._drop_file()
        self.sudo()._transition(
            "unseal",
            handed_in_at=False,
            received_at=False,
            sealed_at=False,
            zip_digest=False,
        )
        return None

    def _unseal_records(self) -> None:
        self.ensure_one()
        model = self._get_source()._describe(self.source).model
        if "sealed_in" in self.env[model]:
            self.env[model].search([("sealed_in", "=", self.name)])._unseal()
