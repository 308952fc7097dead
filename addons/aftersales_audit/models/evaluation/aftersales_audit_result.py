from odoo import models
from odoo.tools import float_compare

from ...tools import scoring
from ..scheme.aftersales_grade_band import CONSEQUENCES

#: Whose score a row is (the whole has none of them), and what it says.
UNIT = ("clause_id", "department_id", "outlet_id")
COUNTED = ("deductions", "bonuses", "has_score", "involved", "obtained", "score")


class AftersalesAudit(models.Model):
    """Scores and grades, all by ``tools/scoring.py``."""

    _inherit = "aftersales.audit"

    def _drop_scores(self) -> None:
        self.sudo().score_ids.unlink()
        self.sudo().write({"score": 0.0, "has_score": False})

    def _write_scores(self) -> None:
        for audit in self:
            audit.sudo().score_ids.unlink()
            found = audit._compute_scores()
            before = {row._get_key(): row for row in audit.previous_id.sudo().score_ids}
            Score = self.env["aftersales.audit.score"].sudo()
            rows = Score.create([vals for vals, _score in found])
            for row in rows:
                held = before.get(row._get_key())
                if held and held.has_score:
                    row.write({"previous_score": held.score, "has_previous": True})
            audit._write_grades(rows, [score for _vals, score in found])
            whole = rows[:1]
            audit.sudo().write({"score": whole.score, "has_score": whole.has_score})

    def _is_score_current(self) -> bool:
        """Would scoring again come to the same?"""
        self.ensure_one()
        held = {
            tuple(row[name].id for name in UNIT): row for row in self.sudo().score_ids
        }
        found = {
            tuple(vals.get(name, False) for name in UNIT): vals
            for vals, _score in self._compute_scores()
        }
        return held.keys() == found.keys() and not any(
            float_compare(held[key][name], vals[name], precision_digits=2)
            for key, vals in found.items()
            for name in COUNTED
        )

    def _compute_scores(self) -> list[tuple[dict, scoring.Score | None]]:
        """Values of all score rows, the whole first, with their exact scores."""
        self.ensure_one()
        lines, special = self.line_ids, self.special_ids
        found = [self._score(lines, special, scope="audit")]
        for level in ("section", "second"):
            for clause in self.scheme_id.clause_ids.sorted("sort_key"):
                if clause.level == level:
                    below = lines.filtered(
                        lambda line, top=clause: line.clause_id.parent_path.startswith(
                            top.parent_path
                        )
                    )
                    found.append(
                        self._score(
                            below,
                            special.browse(),
                            scope=level,
                            clause_id=clause.id,
                            clause_code=clause.code,
                        )
                    )
        for name in ("department", "outlet"):
            field = f"{name}_id"
            for unit in lines[field].sorted("name"):
                found.append(
                    self._score(
                        lines.filtered(lambda line, u=unit, f=field: line[f] == u),
                        special.filtered(lambda item, u=unit, f=field: item[f] == u),
                        scope=name,
                        **{field: unit.id},
                    )
                )
        return found

    def _score(self, lines, special, **vals) -> tuple[dict, scoring.Score | None]:
        """Units that were asked the same are one indicator; each weighs the same."""
        by_clause = lines.grouped("clause_id")
        leaves = [
            scoring.pool(line._get_leaf() for line in same)
            for same in by_clause.values()
        ]
        deductions = len(special.filtered(lambda item: item.kind == "deduction"))
        bonuses = len(special) - deductions
        is_known = all(leaf.points for leaf in leaves)
        score = scoring.evaluate(leaves, deductions, bonuses) if is_known else None
        return {
            **vals,
            "audit_id": self.id,
            "deductions": deductions,
            "bonuses": bonuses,
            "has_score": bool(score),
            "uses_placeholder": any(lines.mapped("is_placeholder")),
            "involved": float(score.involved) if score else 0.0,
            "obtained": float(score.obtained) if score else 0.0,
            "score": float(score.shown) if score else 0.0,
        }, score

    def _write_grades(self, rows, scores) -> None:
        """National grades are given to the whole; house grades to units as well."""
        vals_list = []
        for row, score in zip(rows, scores, strict=True):
            if row.scope in ("section", "second"):
                continue
            for scheme in self.scheme_id.grade_scheme_ids:
                found = scheme._grade(score)
                if found and (scheme.is_house or row.scope == "audit"):
                    band, consequences = found
                    vals_list.append(
                        {
                            "audit_id": self.id,
                            "score_id": row.id,
                            "department_id": row.department_id.id,
                            "outlet_id": row.outlet_id.id,
                            "grade_scheme_id": scheme.id,
                            "band_id": band.id,
                            **{name: name in consequences for name in CONSEQUENCES},
                        }
                    )
        self.env["aftersales.audit.grade"].sudo().create(vals_list)
