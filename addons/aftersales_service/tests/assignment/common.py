from datetime import datetime

from ..common import AftersalesCase

# A Monday; 9:00 in Shanghai is 1:00 UTC.
MONDAY = datetime(2026, 3, 2)


def monday(hour, minute=0):
    return MONDAY.replace(hour=hour, minute=minute)


class AssignmentCase(AftersalesCase):
    """Three technicians at work from 8 to 17 in Shanghai, a rule, places on the map."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Shanghai, 8 to 12 and 13 to 17",
                "tz": "Asia/Shanghai",
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Work",
                            "dayofweek": str(day),
                            "hour_from": begin,
                            "hour_to": end,
                            "day_period": period,
                        },
                    )
                    for day in range(5)
                    for begin, end, period in (
                        (8, 12, "morning"),
                        (13, 17, "afternoon"),
                    )
                ],
            }
        )
        cls.wang = cls.technician
        cls.zhao = cls.env["hr.employee"].create({"name": "Zhao Gong"})
        cls.li = cls.env["hr.employee"].create({"name": "Li Gong"})
        cls.people = cls.wang | cls.zhao | cls.li
        cls.people.write(
            {"resource_calendar_id": cls.calendar.id, "tz": "Asia/Shanghai"}
        )
        cls.outlet.technician_ids = cls.people
        cls.rule = cls.env.ref("aftersales_service.aftersales_assignment_rule_default")
        cls.company.aftersales_travel_speed = 0
        cls.type_repair.visit_hours = 2
        cls.order = cls._create_accepted()
        cls.Dispatch = cls.env["aftersales.dispatch"]

    @classmethod
    def _create_accepted(cls, **vals):
        order = cls._create_order(type_id=cls.type_repair.id, **vals)
        order.action_accept()
        return order

    @classmethod
    def _place(cls, partner, latitude, longitude):
        partner.write({"partner_latitude": latitude, "partner_longitude": longitude})

    @classmethod
    def _create_certificate(cls, name="Electrician", is_certification=True):
        kind = cls.env["hr.skill.type"].create(
            {
                "name": f"{name} Papers",
                "is_certification": is_certification,
                "skill_ids": [(0, 0, {"name": name})],
                "skill_level_ids": [
                    (0, 0, {"name": "Basic", "level_progress": 40}),
                    (0, 0, {"name": "Full", "level_progress": 100}),
                ],
            }
        )
        return kind.skill_ids

    @classmethod
    def _give(cls, employee, skill, since="2025-01-01", until=False, level="Full"):
        levels = skill.skill_type_id.skill_level_ids
        return cls.env["hr.employee.skill"].create(
            {
                "employee_id": employee.id,
                "skill_id": skill.id,
                "skill_type_id": skill.skill_type_id.id,
                "skill_level_id": levels.filtered(lambda lv: lv.name == level).id,
                "valid_from": since,
                "valid_to": until,
            }
        )

    def _rank(self, order=None, start=None, end=None, user=None):
        order = (order or self.order).with_user(user or self.dispatcher)
        ranked = order._rank_technicians(start or monday(1), end)
        return {
            self.env["hr.employee"].browse(candidate.person): candidate
            for candidate in ranked[order]
        }

    def _codes(self, candidate):
        return {reason.code for reason in (*candidate.blocks, *candidate.reasons)}
