from odoo import api, fields, models
from odoo.tools import format_date

from ...tools import training as decide


class AftersalesPostRequirement(models.Model):
    """What a post demands of who takes it up: trainings, certificates, years.

    The numbers are the company's own: the three years of one handbook (R423) are a
    requirement of its installers, not of everybody's.
    """

    _name = "aftersales.post.requirement"
    _description = "Post Requirement"
    _order = "job_id, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True)
    job_id = fields.Many2one(
        "hr.job",
        string="Post",
        check_company=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: every technician, whatever his post.",
    )
    training_ids = fields.Many2many(
        "aftersales.training",
        string="Trainings",
        check_company=True,
        help="Passed before the post is taken up (R419).",
    )
    skill_ids = fields.Many2many(
        "hr.skill",
        string="Certificates and Skills",
        help="Valid on the day the post is taken up (R424).",
    )
    experience_years = fields.Float(
        string="Years in Related Posts",
        help="Worked in related posts of the company before. 0: not asked for.",
    )
    note = fields.Text(help="Where it is written.")

    _job_uniq = models.UniqueIndex(
        "(company_id, COALESCE(job_id, 0)) WHERE active",
        "What this post demands is entered already: add to that line.",
    )
    _years_positive = models.Constraint(
        "CHECK(experience_years >= 0)", "Years in Related Posts: 0 or more."
    )

    @api.depends("job_id")
    def _compute_display_name(self):
        for requirement in self:
            requirement.display_name = requirement.job_id.name or self.env._(
                "Every Technician"
            )

    def _to_post(self) -> decide.Post:
        self.ensure_one()
        return decide.Post(
            frozenset(self.training_ids.ids),
            frozenset(self.skill_ids.ids),
            decide.months_of(self.experience_years),
        )

    @api.model
    def _get_posts(self, companies) -> dict:
        """What is demanded by (company, job); job empty: of everybody. One query."""
        found = self.sudo().search([("company_id", "in", companies.ids)])
        return {(one.company_id, one.job_id): one._to_post() for one in found}

    @api.model
    def _find_gaps(self, tenures: dict) -> dict[object, list[decide.Gap]]:
        """What is missing, by key; who lacks nothing is left out.

        :param dict tenures: key → (employee, job, day); as many queries for a thousand
            of them as for one
        """
        people = (
            self.env["hr.employee"]
            .sudo()
            .union(*(employee.sudo() for employee, _job, _day in tenures.values()))
        )
        posts = self._get_posts(people.company_id)
        nothing = self.env["hr.job"]
        demanded = {
            key: decide.join_posts(
                posts[employee.company_id, each]
                for each in {job.sudo(), nothing.sudo()}
                if (employee.company_id, each) in posts
            )
            for key, (employee, job, _day) in tenures.items()
            for employee in [employee.sudo()]
        }
        known = people._get_training_facts(demanded.values())
        return {
            key: gaps
            for key, (employee, _job, day) in tenures.items()
            if (gaps := decide.find_gaps(demanded[key], known[employee.id], day))
        }

    @api.model
    def _describe_gaps(self, gaps: list[decide.Gap]) -> list[str]:
        return [self._describe_gap(gap) for gap in gaps]

    @api.model
    def _describe_gap(self, gap: decide.Gap) -> str:
        """What is missing, in words that name the cure."""
        if gap.code in decide.GAPS["training"].values():
            return self._describe_training_gap(gap)
        if gap.code in ("no_experience", "inexperienced"):
            years = f"{gap.key / decide.MONTHS_A_YEAR:g}"
            if gap.code == "no_experience":
                return self.env._(
                    "%(years)s years in related posts are asked for, In Related Posts "
                    "Since is not filled in",
                    years=years,
                )
            return self.env._(
                "%(years)s years in related posts are full only on %(day)s",
                years=years,
                day=format_date(self.env, gap.value),
            )
        skill = self.env["hr.skill"].sudo().browse(gap.key).name
        if gap.code == "skill_over":
            return self.env._(
                "%(skill)s ended on %(day)s: renew it on the employee",
                skill=skill,
                day=format_date(self.env, gap.value),
            )
        if gap.code == "skill_later":
            return self.env._(
                "%(skill)s is valid only from %(day)s",
                skill=skill,
                day=format_date(self.env, gap.value),
            )
        return self.env._("%(skill)s is missing: enter it on the employee", skill=skill)

    @api.model
    def _describe_training_gap(self, gap: decide.Gap) -> str:
        training = self.env["aftersales.training"].sudo().browse(gap.key).name
        if gap.code == "training_over":
            return self.env._(
                "“%(training)s” held until %(day)s: train him again",
                training=training,
                day=format_date(self.env, gap.value),
            )
        if gap.code == "training_later":
            return self.env._(
                "“%(training)s” was passed only on %(day)s",
                training=training,
                day=format_date(self.env, gap.value),
            )
        return self.env._(
            "“%(training)s” was not passed: enter him in a session of it",
            training=training,
        )
