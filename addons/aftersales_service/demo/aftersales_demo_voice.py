from datetime import timedelta

from odoo import api, fields, models

from . import voice_texts


class AftersalesDemo(models.AbstractModel):
    """What customers said after the visit, and questions between colleagues."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_opinions(self):
        """Some answer behind the link, one on the phone, one thinks it over."""
        Opinion = self.env["aftersales.opinion"].sudo()
        asked = Opinion.search([("answered_at", "=", False)], order="asked_at, id")
        *by_link, by_phone = asked[: len(voice_texts.BY_LINK) + 1]
        for opinion, said in zip(by_link, voice_texts.BY_LINK, strict=False):
            self._say(opinion, said, "link", hours=20)
        self._say(
            by_phone,
            voice_texts.BY_PHONE,
            "phone",
            hours=26,
            user_id=self._ref("user_dispatcher").id,
        )
        (asked - asked[: len(voice_texts.BY_LINK) + 1]).sent_at = self._moment(0, 480)
        content = Opinion.search(
            [("opinion", "=", "satisfied"), ("channel", "=", "slip")],
            order="answered_at desc, id desc",
            limit=1,
        )
        self._say(content, voice_texts.CHANGED, "link", hours=48, wants_complaint=True)

    @api.model
    def _say(self, opinion, said, channel: str, hours: int, **vals):
        mark, words = said
        moment = (opinion.answered_at or opinion.asked_at) + timedelta(hours=hours)
        opinion._answer(
            {
                opinion: {
                    "opinion": mark,
                    "comment": self._text(words),
                    "channel": channel,
                    "answered_at": min(moment, fields.Datetime.now()),
                    **vals,
                }
            }
        )

    @api.model
    def _load_internal_requests(self):
        for row in voice_texts.REQUESTS:
            asker, asked = (
                self._ref(f"user_{row.asker}"),
                self._ref(f"user_{row.asked}"),
            )
            request = (
                self.env["aftersales.internal.request"]
                .with_user(asker)
                .create(
                    {
                        "kind": row.kind,
                        "title": self._text(row.title),
                        "description": self._text(row.words),
                        "user_id": asked.id,
                    }
                )
            )
            if row.reply:
                answer = request.with_user(asked)
                answer.reply = self._text(row.reply)
                answer.action_reply()
