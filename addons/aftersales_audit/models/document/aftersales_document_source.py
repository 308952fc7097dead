import re

from markupsafe import Markup, escape

from odoo import api, fields, models

PLACE = re.compile(r"\[\[\s*(\w+)\s*\]\]")


class AftersalesDocumentSource(models.AbstractModel):
    """Live facts for the places of a document: ``[[sla_table]]`` and the like.

    A place ``x`` is a method ``_fill_x(company)`` that returns text or markup in the
    language of the environment. Other rooms and addons add theirs by ``_inherit`` and
    name them in `_get_places`.
    """

    _name = "aftersales.document.source"
    _description = "Facts for Documents"

    @api.model
    def _get_places(self) -> dict[str, str]:
        """What may be written between brackets, and what it stands for."""
        return {
            "company": self.env._("name of the company"),
            "address": self.env._("its address"),
            "phone": self.env._("its telephone"),
            "commitments": self.env._("published commitments"),
            "targets": self.env._("approved targets of the year"),
            "matrix": self.env._("responsibility of departments, clause by clause"),
            "sla_table": self.env._("promised times"),
            "warranty_terms": self.env._("warranty terms in force"),
            "outlet_list": self.env._("published outlets"),
            "document_list": self.env._("valid documents"),
            "legal_list": self.env._("laws and standards that apply to us"),
        }

    @api.model
    def _fill(self, text, company) -> Markup:
        """The text with its places filled; an unknown place stays as it is."""
        known = self._get_places()
        source = self.sudo().with_company(company)

        def replace(match):
            name = match[1]
            if name not in known:
                return match[0]
            return str(escape(getattr(source, f"_fill_{name}")(company) or "—"))

        return Markup(PLACE.sub(replace, str(text or "")))

    @api.model
    def _find_unknown_places(self, text) -> list[str]:
        """Names between brackets that nothing fills."""
        known = self._get_places()
        return sorted({name for name in PLACE.findall(str(text or ""))} - known.keys())

    @api.model
    def _render(self, place: str, **values) -> Markup:
        if not next(iter(values.values())):
            return Markup()
        return self.env["ir.qweb"]._render(
            f"aftersales_audit.document_place_{place}", values
        )

    # -- the places ------------------------------------------------------------------

    @api.model
    def _fill_company(self, company):
        return company.name

    @api.model
    def _fill_address(self, company):
        return company.partner_id._display_address(without_company=True).strip()

    @api.model
    def _fill_phone(self, company):
        return company.phone

    @api.model
    def _fill_commitments(self, company):
        commitments = self.env["aftersales.commitment"].search(
            [("company_id", "=", company.id), ("state", "=", "published")]
        )
        return self._render("commitments", commitments=commitments)

    @api.model
    def _fill_targets(self, company):
        targets = self.env["aftersales.kpi.target"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "approved"),
                ("year", "=", fields.Date.context_today(self).year),
                ("quarter", "=", False),
                ("outlet_id", "=", False),
                ("department_id", "=", False),
            ]
        )
        return self._render("targets", targets=targets)

    @api.model
    def _fill_matrix(self, company):
        """The company's own matrix: those that come along show other houses' duties."""
        matrix = self.env["aftersales.responsibility.matrix"].search(
            [("company_id", "=", company.id)], limit=1
        )
        return self._render(
            "matrix",
            matrix=matrix,
            sections=matrix._get_rows_by_section() if matrix else [],
            symbols={mark.id: mark.symbol for mark in matrix.legend_id.mark_ids},
        )

    @api.model
    def _fill_sla_table(self, company):
        policies = self.env["aftersales.sla.policy"].search(
            [("company_id", "in", (company.id, False))]
        )
        # How fast we mend our own findings is no promise to a customer.
        inner = self.env["aftersales.nonconformity"]._get_milestone_fields()
        targets = policies.target_ids.filtered(
            lambda target: target.amount and target.milestone not in inner
        )
        return self._render(
            "sla_table",
            targets=targets,
            milestones=self._get_labels("aftersales.sla.target", "milestone"),
            units=self._get_labels("aftersales.sla.target", "unit"),
            parts=self._get_labels("aftersales.sla.target", "parts_status"),
        )

    @api.model
    def _fill_warranty_terms(self, company):
        policies = self.env["aftersales.warranty.policy"].search(
            [
                ("company_id", "in", (company.id, False)),
                ("state", "=", "in_force"),
                ("kind", "=", "promise"),
            ]
        )
        return self._render("warranty_terms", policies=policies)

    @api.model
    def _fill_outlet_list(self, company):
        outlets = self.env["aftersales.outlet"].search(
            [
                ("company_id", "=", company.id),
                ("is_published", "=", True),
                ("state", "=", "active"),
            ]
        )
        return self._render("outlet_list", outlets=outlets)

    @api.model
    def _fill_document_list(self, company):
        documents = self.env["aftersales.document"].search(
            [
                ("company_id", "=", company.id),
                ("status", "in", ("valid", "changing")),
                ("kind", "!=", "manual"),
            ]
        )
        return self._render("document_list", documents=documents)

    @api.model
    def _fill_legal_list(self, company):
        laws = self.env["aftersales.legal.item"].search(
            [
                ("company_id", "in", (company.id, False)),
                ("is_applicable", "=", True),
                ("status", "!=", "ended"),
            ]
        )
        return self._render(
            "legal_list",
            laws=laws,
            ranks=self._get_labels("aftersales.legal.item", "kind"),
        )

    @api.model
    def _get_labels(self, model: str, name: str) -> dict:
        return dict(self.env[model]._fields[name]._description_selection(self.env))
