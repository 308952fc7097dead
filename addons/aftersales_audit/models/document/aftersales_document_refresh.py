from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import document_flow

BATCH = 20


class AftersalesDocument(models.Model):
    """A document of chapters follows the facts behind it: a new revision when they
    change, to be signed like any other."""

    _inherit = "aftersales.document"

    def action_refresh(self):
        """Compare the chapters with live facts; begin a revision if they differ."""
        self.ensure_one()
        if not self.chapter_ids:
            raise UserError(
                self.env._(
                    "%(document)s has no chapters that could be filled.",
                    document=self.display_name,
                )
            )
        self._check_places()
        revision = self._refresh()
        if revision:
            return revision._get_form_action()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.display_name,
                "message": self.env._("The text says what holds today."),
            },
        }

    def _check_places(self) -> None:
        Source = self.env["aftersales.document.source"]
        problems = [
            self.env._(
                "Chapter %(chapter)s: nothing fills [[%(place)s]]. Choose one of: "
                "%(places)s.",
                chapter=chapter.number,
                place=place,
                places=", ".join(Source._get_places()),
            )
            for chapter in self.chapter_ids
            for place in Source._find_unknown_places(chapter.body)
        ]
        if problems:
            raise UserError("\n".join(problems))

    def _refresh(self):
        """The revision that was begun or brought up to date, if any was needed."""
        self.ensure_one()
        latest = self.pending_revision_id or self.revision_id
        if latest and latest.source_digests == self._compose_digests():
            return self.env["aftersales.document.revision"]
        if latest.state in ("in_review", "approved"):
            # Being signed: what changed meanwhile comes with the revision after it.
            return self.env["aftersales.document.revision"]
        if latest.state == "draft":
            latest._compose()
            return latest
        return self._begin_revision(summary=self.env._("Facts changed"))

    def _compose_digests(self) -> dict[str, str]:
        """Digest of each chapter as it reads today, in all languages together."""
        Revision = self.env["aftersales.document.revision"]
        texts = [
            self.with_context(lang=lang)._compose_chapters()
            for lang in self._get_langs()
        ]
        return {
            number: Revision._digest_text("\n".join(text[number] for text in texts))
            for number in (texts[0] if texts else ())
        }

    @api.model
    def _get_langs(self) -> list[str]:
        return sorted(code for code, _name in self.env["res.lang"].get_installed())

    def _compose_chapters(self) -> dict[str, str]:
        """By number: a chapter in the language of the environment, places filled."""
        self.ensure_one()
        Source = self.env["aftersales.document.source"]
        return {
            chapter.number: Markup("<h2>%s %s</h2>%s")
            % (
                chapter.number,
                chapter.name,
                Source._fill(chapter.body, self.company_id),
            )
            for chapter in self.chapter_ids
        }

    @api.model
    def _cron_refresh(self) -> None:
        """Look at all documents of chapters; whoever keeps one is told of a change."""
        cron = self.env["ir.cron"]
        documents = self.search([("chapter_ids", "!=", False)], order="id")
        cron._commit_progress(remaining=len(documents))
        for document in documents:
            # Refreshing twice begins nothing twice: a killed run is simply run again.
            keeper = document.user_id
            # What the record says of the change is in the words of who keeps it.
            document = document.with_context(lang=keeper.lang or self.env.lang)
            revision = document._refresh()
            if revision and keeper:
                revision.activity_schedule(
                    "aftersales_audit.activity_type_document_sign",
                    user_id=keeper.id,
                    summary=document.env._(
                        "%(document)s says something else than what holds today",
                        document=document.display_name,
                    ),
                )
            if not cron._commit_progress(1):
                return


class AftersalesDocumentRevision(models.Model):
    _inherit = "aftersales.document.revision"

    def _compose(self) -> None:
        """Write the chapters as they read today, and into the record which changed."""
        self.ensure_one()
        document = self.document_id
        for lang in document._get_langs():
            chapters = document.with_context(lang=lang)._compose_chapters()
            self.with_context(lang=lang).body = Markup().join(chapters.values())
        digests = document._compose_digests()
        before = document.revision_id.source_digests
        self.source_digests = digests
        self.change_ids.filtered("chapter").unlink()
        if before:
            self._record_changes(before, digests)

    def _record_changes(self, before: dict, now: dict) -> None:
        added, changed, removed = document_flow.changed_keys(before, now)
        today = fields.Date.context_today(self)
        # As chapters follow each other; as text "10" would come before "2".
        places = {number: place for place, number in enumerate([*now, *removed])}
        words = (
            (added, self.env._("Chapter added")),
            (changed, self.env._("Brought up to date with what holds today")),
            (removed, self.env._("Chapter removed")),
        )
        lines = sorted(
            (places[number], number, name)
            for numbers, name in words
            for number in numbers
        )
        self.env["aftersales.document.change"].create(
            [
                {
                    "revision_id": self.id,
                    "chapter": number,
                    "name": name,
                    "changed_on": today,
                }
                for _place, number, name in lines
            ]
        )
