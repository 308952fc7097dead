from odoo.addons.survey.controllers.main import Survey

from ..models.voice.survey_survey import TYPE


class SatisfactionSurvey(Survey):
    def _check_validity(
        self,
        survey_sudo,
        answer_sudo,
        answer_token,
        ensure_token=True,
        check_partner=True,
    ):
        """A colleague who asks by phone, or at the customer's, holds his token."""
        asks_himself = answer_sudo and survey_sudo.survey_type == TYPE
        return super()._check_validity(
            survey_sudo,
            answer_sudo,
            answer_token,
            ensure_token=ensure_token,
            check_partner=check_partner and not asks_himself,
        )
