import hashlib
from base64 import b64decode
from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models


class Source(NamedTuple):
    """What is archived of a kind of papers.

    ``model``: of its records; ``fields``: what is written down of each, in the order of
    the columns; ``report``: XML id of the paper that is printed of each, if any;
    ``sealed_states``: states in which a record is sealed. One that is handed in before
    is listed, goes on, and comes again in a later batch. A register that is kept going
    (the phone log) is copied and never sealed.
    """

    model: str
    fields: tuple[str, ...]
    report: str | None = None
    sealed_states: tuple[str, ...] = ()


class AftersalesArchiveSource(models.AbstractModel):
    """Where archives get their papers from. Other addons add kinds by extending this:

    - ``_get_labels``: a word for the kind, so that a rule can name it,
    - ``_describe_<kind>() -> Source``,
    - ``_collect_<kind>(batch) -> records``, in one search,
    - ``_get_gaps_<kind>(records) -> {id: [words]}``, if papers can be incomplete.

    A kind that has a word but no ``_collect_`` is one whose papers do not exist yet.
    """

    _name = "aftersales.archive.source"
    _description = "Source of Archived Papers"

    @api.model
    def _get_labels(self) -> dict[str, str]:
        return {
            "phone_log": self.env._("Telephone Dispatch Record"),
            "slip": self.env._("Dispatch Slips"),
            "receipt": self.env._("Equipment Receipts"),
            "return_visit": self.env._("Return Visit Records"),
            "statistic": self.env._("Record Statistics"),
            "order": self.env._("Files of Closed Orders"),
        }

    @api.model
    def _has(self, kind: str) -> bool:
        """Are there papers of this kind in this database?"""
        return hasattr(self, f"_collect_{kind}")

    @api.model
    def _describe(self, kind: str) -> Source:
        return getattr(self, f"_describe_{kind}")()

    @api.model
    def _collect(self, kind: str, batch):
        return getattr(self, f"_collect_{kind}")(batch)

    @api.model
    def _get_gaps(self, kind: str, records) -> dict[int, list[str]]:
        """What is missing on each of the papers; complete ones are left out."""
        check = getattr(self, f"_get_gaps_{kind}", None)
        return check(records) if check else {}

    # -- what is written down of a record -------------------------------------------

    @api.model
    def _get_content(self, kind: str, record) -> dict:
        """The record in plain values that have one canonical form."""
        return {
            name: self._get_plain(record, name) for name in self._describe(kind).fields
        }

    @api.model
    def _get_plain(self, record, name: str):
        """Links by the name of what they point to, pictures by their digest."""
        field, value = record._fields[name], record[name]
        if field.type in ("one2many", "many2many"):
            return [linked.display_name for linked in value]
        if field.type == "many2one":
            return value.display_name or None
        if field.type == "binary":
            # The very bytes, not the text that carries them.
            return hashlib.sha256(b64decode(value)).hexdigest() if value else None
        if field.type in ("date", "datetime"):
            return value.isoformat() if value else None
        if field.type in ("boolean", "integer", "float", "monetary"):
            return value
        return value or None

    @api.model
    def _get_titles(self, kind: str) -> dict[str, str]:
        """Column titles, in the user's language."""
        source = self._describe(kind)
        described = self.env[source.model].fields_get(source.fields, ["string"])
        return {name: described[name]["string"] for name in source.fields}

    @api.model
    def _get_words(self, kind: str, content: dict) -> dict[str, str]:
        """A content as people read it: labels of selections, lists in one line, moments
        by the clock of the context."""
        source = self._describe(kind)
        model_fields = self.env[source.model]._fields
        words = {}
        for name, value in content.items():
            if model_fields[name].type == "selection":
                labels = dict(model_fields[name]._description_selection(self.env))
                value = labels.get(value)
            elif isinstance(value, bool):
                value = self.env._("Yes") if value else None
            elif isinstance(value, list):
                value = ", ".join(value)
            elif value and model_fields[name].type == "datetime":
                moment = datetime.fromisoformat(value)
                local = fields.Datetime.context_timestamp(self, moment)
                value = f"{local:%Y-%m-%d %H:%M}"
            words[name] = "" if value is None else str(value)
        return words
