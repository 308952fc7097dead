from odoo.addons.aftersales_service.tests.common import AftersalesCase


class AuditCase(AftersalesCase):
    """A small scheme of four indicators, a matrix of two departments, an auditor.

    Points: 1.1.1 30, 1.1.2 10, 2.1.1 50 (by samples, also at outlets), 2.2 10.
    """

    POINTS = (
        ("1", "System", 40, {}),
        ("1.1", "Organisation", 0, {}),
        ("1.1.1", "Department named", 30, {}),
        ("1.1.2", "Certified managers", 10, {"is_sampled": True}),
        ("2", "Service", 60, {}),
        ("2.1", "Repair", 0, {}),
        (
            "2.1.1",
            "Reports registered",
            50,
            {"is_sampled": True, "is_at_outlets": True},
        ),
        ("2.2", "Recovery", 10, {}),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env["base"].with_context(lang="en_US").env
        cls.inspector = cls._create_user("inspector")
        cls.service_manager = cls._create_user("service_manager")
        cls.scheme = cls._create_scheme()
        cls.clauses = {clause.code: clause for clause in cls.scheme.clause_ids}

    @classmethod
    def _create_scheme(cls, points=POINTS, **vals):
        scheme = cls.env["aftersales.audit.scheme"].create(
            {
                "name": "Checklist",
                "code": "TEST",
                "grade_scheme_ids": [
                    (4, cls.env.ref("aftersales_audit.grade_scheme_national").id),
                    (4, cls.env.ref("aftersales_audit.grade_scheme_house").id),
                ],
                **vals,
            }
        )
        known: dict = {}
        Clause = cls.env["aftersales.audit.clause"]
        for code, name, number, more in points:
            known[code] = Clause.create(
                {
                    "scheme_id": scheme.id,
                    "code": code,
                    "name": name,
                    "points": number,
                    "parent_id": Clause._find_parent(code, known).id,
                    **more,
                }
            )
        return scheme
