from odoo import api, models

from . import scheme_words as words


class AftersalesAuditDemo(models.AbstractModel):
    """A checklist of the house: a scheme like a standard's, with points of its own."""

    _inherit = "aftersales.audit.demo"

    @api.model
    def _load_house_scheme(self):
        grades = self.env.ref("aftersales_audit.grade_scheme_house")
        scheme = self.env["aftersales.audit.scheme"].create(
            {
                "name": self._text(words.NAME),
                "code": "OUTLET",
                "kind": "house",
                "sequence": 30,
                "note": self._text(words.NOTE),
                "grade_scheme_ids": grades.ids,
            }
        )
        Clause = self.env["aftersales.audit.clause"]
        by_code = {}
        for code, points, is_sampled, name in words.CLAUSES:
            by_code[code] = Clause.create(
                {
                    "scheme_id": scheme.id,
                    "parent_id": Clause._find_parent(code, by_code).id,
                    "code": code,
                    "name": self._text(name),
                    "points": points or 0,
                    "is_sampled": is_sampled,
                    "is_at_outlets": points is not None,
                }
            )
        scheme.action_put_in_force()
        self._name_record(scheme, "scheme_house")
