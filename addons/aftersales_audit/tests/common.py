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
    def _setup_departments(cls):
        """Two departments with people; the scheme's matrix gives each its clauses."""
        Department = cls.env["hr.department"]
        cls.office = Department.create({"name": "Office"})
        cls.plant = Department.create({"name": "Plant"})
        cls.office_head = cls._create_person("dispatcher", "office_head", cls.office)
        cls.plant_head = cls._create_person("storekeeper", "plant_head", cls.plant)
        cls.office.manager_id = cls.office_head
        cls.plant.manager_id = cls.plant_head
        legend = cls.env.ref("aftersales_audit.responsibility_legend_two")
        cls.matrix = cls.env["aftersales.responsibility.matrix"].create(
            {
                "name": "Test",
                "company_id": cls.company.id,
                "scheme_id": cls.scheme.id,
                "legend_id": legend.id,
                "column_ids": [
                    (0, 0, {"name": "Office", "department_id": cls.office.id}),
                    (0, 0, {"name": "Plant", "department_id": cls.plant.id}),
                ],
            }
        )
        for code, column in zip("12", cls.matrix.column_ids, strict=True):
            cls.matrix.action_set_mark(
                cls.clauses[code].id, column.id, legend.mark_ids[0].id
            )

    @classmethod
    def _create_person(cls, role, login, department=None):
        user = cls._create_user(role, login)
        return cls.env["hr.employee"].create(
            {
                "name": login,
                "user_id": user.id,
                "department_id": department.id if department else False,
            }
        )

    @classmethod
    def _setup_auditor(cls):
        """A certified manager of no department: the user is the inspector."""
        kind = cls.env["hr.skill.type"].create(
            {
                "name": "Certificates",
                "is_certification": True,
                "skill_ids": [(0, 0, {"name": "After-Sales Manager"})],
                "skill_level_ids": [(0, 0, {"name": "Held", "level_progress": 100})],
            }
        )
        cls.company.aftersales_manager_skill_ids = kind.skill_ids
        cls.auditor = cls.env["hr.employee"].create(
            {"name": "Auditor Zhao", "user_id": cls.inspector.id}
        )
        cls.certificate = cls._certify(cls.auditor)

    @classmethod
    def _certify(cls, person, **vals):
        skill = cls.company.aftersales_manager_skill_ids
        return cls.env["hr.employee.skill"].create(
            {
                "employee_id": person.id,
                "skill_id": skill.id,
                "skill_type_id": skill.skill_type_id.id,
                "skill_level_id": skill.skill_type_id.skill_level_ids.id,
                "valid_from": "2025-01-01",
                "valid_to": "2027-12-31",
                **vals,
            }
        )

    @classmethod
    def _create_audit(cls, **vals):
        """An audit of 2026 with its leader, as the inspector makes it."""
        return (
            cls.env["aftersales.audit"]
            .with_user(cls.inspector)
            .create(
                {
                    "scheme_id": cls.scheme.id,
                    "matrix_id": cls.matrix.id,
                    "date_from": "2026-01-01",
                    "date_to": "2026-12-31",
                    "date_planned": "2026-12-01",
                    "outlet_ids": [(6, 0, cls.outlet.ids)],
                    "member_ids": [
                        (0, 0, {"employee_id": cls.auditor.id, "role": "leader"})
                    ],
                    **vals,
                }
            )
        )

    @classmethod
    def _hold_meeting(cls, audit, kind):
        audit.meeting_ids = [
            (
                0,
                0,
                {
                    "kind": kind,
                    "held_at": "2026-12-01 01:00:00",
                    "participant_ids": [(6, 0, cls.office_head.ids)],
                },
            )
        ]

    @classmethod
    def _start_audit(cls, **vals):
        """An audit that is in progress."""
        audit = cls._create_audit(**vals)
        audit.action_plan()
        cls._hold_meeting(audit, "opening")
        audit.action_open()
        audit.action_start()
        return audit

    @classmethod
    def _close_audit(cls, audit):
        """From all results given to frozen."""
        audit.action_score()
        cls._hold_meeting(audit, "closing")
        audit.action_present()
        cls._plan_measures(audit)
        audit.conclusion = "Good."
        audit.action_close()

    @classmethod
    def _plan_measures(cls, audit):
        """What a poor grade asks for, on each nonconformity of the audit."""
        cls.env["aftersales.corrective.action"].create(
            [
                {
                    "nonconformity_id": record.id,
                    "name": "Teach",
                    "kind": kind,
                    "deadline": "2026-12-31",
                }
                for record in audit.sudo().nonconformity_ids
                for kind in ("corrective", "preventive")
            ]
        )

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
