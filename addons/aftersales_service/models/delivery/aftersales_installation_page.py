from odoo import models


class AftersalesInstallation(models.Model):
    """What the customer sees of an installation, and what he answers."""

    _inherit = "aftersales.installation"

    _page_path = "/my/installations"

    def _get_customer_state(self) -> str:
        """Where the installation stands, in a customer's words."""
        self.ensure_one()
        return {
            "draft": self.env._("Planned"),
            "in_progress": self.env._("At Work"),
            "presented": self.env._("Waits for Your Acceptance"),
            "accepted": self.env._("Accepted by Customer"),
            "refused": self.env._("Not Accepted"),
            "cancelled": self.env._("Cancelled"),
        }[self.state]

    def _format_moment(self, moment) -> str:
        """A moment as the reader's clock shows it."""
        return self.order_id._format_moment(moment)

    def _get_shown_readings(self):
        """First and last reading of the run that counts."""
        self.ensure_one()
        run = self.reading_ids.filtered(
            lambda reading: (
                not reading.is_stop
                and self.run_started_at
                and reading.measured_at >= self.run_started_at
                and reading.measured_at
                <= (self.run_completed_at or reading.measured_at)
            )
        )
        return run[:1] | run[-1:]

    def _accept_on_page(self, name: str, signature: str) -> None:
        """The customer signs himself; raised rights write nothing else."""
        self.ensure_one()
        self.sudo().write({"signed_by": name[:100], "signature": signature})
        self.sudo().action_accept()

    def _refuse_on_page(self, reason: str) -> None:
        self.ensure_one()
        self.sudo().write({"refusal_reason": reason[:2000]})
        self.sudo().action_refuse()
        responsible = self.supervisor_id or self.order_id.sudo().create_uid
        self.sudo().activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("The customer does not accept the installation"),
            note=reason[:2000],
            user_id=responsible.id,
        )
