from odoo import api, models

from ...tools.handbook import Value


class AftersalesHandbookHandler(models.AbstractModel):
    """How each kind of item is read, compared and set.

    A kind has an entry in ``_get_kinds``, in whose order kinds are applied, and three
    methods; other addons add kinds by ``_inherit``:

    ``_propose_<kind>(item) -> Value``
        what the handbook says; its key is None where that is left open
    ``_read_<kind>(items, company, records) -> {item: Value}``
        what the company has; ``records`` holds what was set last, by parameter
    ``_apply_<kind>(items, company, records, categories) -> {item: record}``
        set it, and return what was made or changed

    A kind without ``_apply_`` is shown and compared, and set by hand.
    """

    _name = "aftersales.handbook.handler"
    _description = "Kinds of Handbook Items"

    @api.model
    def _get_kinds(self) -> list[tuple[str, str]]:
        labels = {
            "setting": self.env._("Setting"),
            "sla_calendar": self.env._("Service Hours"),
            "sla_target": self.env._("SLA Target"),
            "warranty": self.env._("Warranty Promise"),
            "warranty_law": self.env._("Law"),
            "checklist": self.env._("Checklist"),
            "kpi_target": self.env._("Target of a Key Figure"),
            "archive_rule": self.env._("Archive Rule"),
            "commitment": self.env._("Commitment"),
            "note": self.env._("For Information"),
        }
        return list(labels.items())

    @api.model
    def _can_apply(self, kind: str) -> bool:
        return hasattr(self, f"_apply_{kind}")

    @api.model
    def _propose(self, items) -> dict:
        """What a handbook says: item -> ``Value``."""
        return {
            item: Value(None, self.env._("not set"))
            if item.is_open or not item.kind
            else getattr(self, f"_propose_{item.kind}")(item)
            for item in items
        }

    @api.model
    def _read(self, items, company, records: dict) -> dict:
        """What a company has: item -> ``Value``; its key is None where it has none."""
        found = dict.fromkeys(items, Value(None))
        for kind, same in items.grouped("kind").items():
            if self._can_apply(kind):
                found |= getattr(self, f"_read_{kind}")(same, company, records)
        return found

    @api.model
    def _apply(self, items, company, records: dict, categories) -> dict:
        """Set items at a company: item -> record."""
        records, made = dict(records), {}
        by_kind = items.grouped("kind")
        for kind, _label in self._get_kinds():
            if kind not in by_kind or not self._can_apply(kind):
                continue
            now = getattr(self, f"_apply_{kind}")(
                by_kind[kind], company, records, categories
            )
            made |= now
            records |= {item.parameter_id: record for item, record in now.items()}
        return made

    # -- for information, settings ----------------------------------------------------
    @api.model
    def _propose_note(self, item) -> Value:
        label = item.note or self._get_figure(item)
        return Value(f"{item.amount:g} {item.unit or ''} {item.note or ''}", label)

    @api.model
    def _propose_setting(self, item) -> Value:
        return Value(f"{item.amount:g}", self._get_figure(item))

    @api.model
    def _get_figure(self, item) -> str:
        units = dict(item._fields["unit"]._description_selection(self.env))
        return f"{item.amount:g} {units.get(item.unit, '')}".strip()

    @api.model
    def _read_setting(self, items, company, records) -> dict:
        return {
            item: Value(
                f"{company[item.parameter_id.setting]:g}",
                f"{company[item.parameter_id.setting]:g}",
            )
            for item in items
        }

    @api.model
    def _apply_setting(self, items, company, records, categories) -> dict:
        # The company's settings belong to the administrator of the system; that of
        # after-sales service may set these figures by a handbook.
        company.sudo().write({item.parameter_id.setting: item.amount for item in items})
        return dict.fromkeys(items, company)
