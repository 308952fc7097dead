from odoo import api, fields, models

SATISFACTION = [
    ("5", "Very Satisfied"),
    ("4", "Satisfied"),
    ("3", "Neutral"),
    ("2", "Dissatisfied"),
    ("1", "Very Dissatisfied"),
]


class AftersalesComplaint(models.Model):
    """The result is told to the complainant before his complaint may be closed, and he
    is asked whether he is content with how it was handled (R260, R263)."""

    _inherit = "aftersales.complaint"

    fed_back_at = fields.Datetime(
        string="Result Told", readonly=True, copy=False, tracking=True
    )
    fed_back_by_id = fields.Many2one(
        "res.users", string="Result Told By", readonly=True, copy=False
    )
    feedback_channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("message", "Message"),
            ("email", "E-mail"),
            ("letter", "Letter"),
            ("in_person", "In Person"),
            ("portal", "Portal"),
            ("unreachable", "Could Not Be Reached"),
        ],
        string="Told By",
        readonly=True,
        copy=False,
    )
    feedback_note = fields.Text(string="What He Said", readonly=True, copy=False)
    satisfaction = fields.Selection(
        SATISFACTION,
        string="Complainant's Satisfaction",
        readonly=True,
        copy=False,
        tracking=True,
        help="With how his complaint was handled. Empty: not asked, or no answer.",
    )

    @api.model
    def _get_step_fields(self) -> set[str]:
        return super()._get_step_fields() | {*self._get_feedback_fields()}

    @api.model
    def _get_feedback_fields(self) -> tuple[str, ...]:
        return (
            "fed_back_at",
            "fed_back_by_id",
            "feedback_channel",
            "feedback_note",
            "satisfaction",
        )

    def _feed_back(self, channel: str, note: str, satisfaction: str | None) -> None:
        """The result was told to the complainant.

        :param channel: how; one who cannot be reached is noted with what was tried
        :param satisfaction: what he thinks of how it was handled, if he says so
        """
        self._check_step_role("feed_back")
        problems = [
            self.env._(
                "%(complaint)s: resolve it first; there is no result to tell yet.",
                complaint=complaint.name,
            )
            for complaint in self
            if complaint.state != "resolved"
        ]
        if not channel:
            problems.append(self.env._("Say in Told By how the result was told."))
        if channel == "unreachable" and not (note or "").strip():
            problems.append(
                self.env._("Write down when and how you tried to reach him.")
            )
        self._refuse(problems)
        self.sudo()._in_step().write(
            {
                "fed_back_at": fields.Datetime.now(),
                "fed_back_by_id": self.env.uid,
                "feedback_channel": channel,
                "feedback_note": note or False,
                "satisfaction": satisfaction or False,
            }
        )

    def _get_closing_problems(self) -> list[str]:
        return super()._get_closing_problems() + [
            self.env._(
                "%(complaint)s: tell the complainant the result first (“%(step)s”).",
                complaint=complaint.name,
                step=self._get_step_label("feed_back"),
            )
            for complaint in self
            if not complaint.fed_back_at
        ]

    def _get_reopened_vals(self) -> dict:
        """What he said before stays in the history."""
        return {
            **super()._get_reopened_vals(),
            **dict.fromkeys(self._get_feedback_fields(), False),
        }
