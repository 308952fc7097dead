from ..common import AuditCase


class EvaluationCase(AuditCase):
    """The scheme is in force; departments, a matrix and a certified auditor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_departments()
        cls._setup_auditor()
        cls.scheme.action_put_in_force()

    def _line(self, audit, code, outlet=None):
        return audit.line_ids.filtered(
            lambda one: (
                one.clause_id.code == code and bool(one.outlet_id) == bool(outlet)
            )
        )
