from odoo import api, models
from odoo.exceptions import UserError

from ...tools import document_flow


class AftersalesDocumentCopy(models.Model):
    """Handing a copy out, reading it, calling it back."""

    _inherit = "aftersales.document.copy"

    def _get_flow(self):
        return document_flow.COPY_FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "hand_out": self.env._("Hand Out"),
            "confirm": self.env._("I Have Read It"),
            "call_back": self.env._("Call Back"),
            "give_back": self.env._("Given Back"),
            "destroy": self.env._("Destroyed"),
            "lose": self.env._("Lost"),
            "cancel": self.env._("Cancel"),
        }

    def action_hand_out(self):
        """Give it to its holder, who is asked to read it (R383, R389)."""
        self._check_step_role("hand_out")
        self._check_step_possible("hand_out")
        self._refuse([p for copy in self if (p := copy._get_hand_out_problem())])
        self._transition("hand_out")
        for copy in self:
            copy._tell_holder()

    def _get_hand_out_problem(self) -> str | None:
        self.ensure_one()
        if self.revision_id.state != "in_force":
            return self.env._(
                "%(copy)s: revision %(revision)s is not in force.",
                copy=self.display_name,
                revision=self.revision_id.number,
            )
        if not self.is_signed_off:
            return self.env._(
                "%(copy)s goes outside: it has to be released first by %(roles)s.",
                copy=self.display_name,
                roles=self.signoff_missing,
            )
        return None

    def action_confirm(self):
        """The holder says that he has read it."""
        self._check_step_possible("confirm")
        strangers = self.filtered(
            lambda copy: copy.employee_id.sudo().user_id != self.env.user
        )
        self._refuse(
            [
                self.env._(
                    "%(copy)s: only its holder confirms that he has read it.",
                    copy=copy.display_name,
                )
                for copy in strangers
            ]
        )
        # A holder needs no right to write what he reads.
        self.sudo()._transition("confirm")
        self.sudo().activity_unlink(["aftersales_audit.activity_type_document_read"])

    def action_call_back(self):
        """Ask for it back."""
        self._check_step_role("call_back")
        self._check_step_possible("call_back")
        self._call_back()

    def _call_back(self) -> None:
        for copy in self.sudo():
            if copy._can("call_back"):
                copy._transition("call_back")
                copy._tell_holder()
            elif copy._can("cancel"):
                copy._transition("cancel")

    def _replace_by(self, revision) -> None:
        """Call these back; their holders get the new revision under their numbers.

        :param revision: the one that came into force
        """
        holding = self.sudo().filtered(lambda copy: copy._can("call_back"))
        self._call_back()
        self.env["aftersales.document.copy"].flush_model(["state"])
        self.sudo().create(
            [
                {
                    "document_id": revision.document_id.id,
                    "revision_id": revision.id,
                    "number": copy.number,
                    "is_paper": copy.is_paper,
                    "employee_id": copy.employee_id.id,
                    "partner_id": copy.partner_id.id,
                    "purpose": copy.purpose,
                }
                for copy in holding
            ]
        )

    def action_give_back(self):
        """It came back, and is registered (R369)."""
        self._transition("give_back")
        self._forget_activities()

    def action_destroy(self):
        """It was destroyed where it was."""
        self._transition("destroy")
        self._forget_activities()

    def action_lose(self):
        """It cannot be found."""
        unexplained = self.filtered(lambda copy: not copy.note)
        if unexplained:
            raise UserError(
                self.env._(
                    "%(copies)s: fill in Note: how it was lost.",
                    copies=", ".join(unexplained.mapped("display_name")),
                )
            )
        self._transition("lose")
        self._forget_activities()

    def action_cancel(self):
        """Do not hand it out after all."""
        self._transition("cancel")

    def _forget_activities(self) -> None:
        self.sudo().activity_unlink(["aftersales_audit.activity_type_document_read"])

    def _get_full_name(self) -> str:
        document, revision = self.document_id, self.revision_id
        return f"{self.display_name} {document.name} ({revision.number})"

    def _get_task(self) -> str:
        """What its holder has to do with it."""
        name = self._get_full_name()
        if self.state == "called_back":
            return self.env._("Give back %(copy)s: it is not valid any more", copy=name)
        return self.env._("Read %(copy)s", copy=name)

    def _tell_holder(self) -> None:
        self.ensure_one()
        self._forget_activities()
        # Who has no login is told by the one who keeps the document.
        user = self.employee_id.sudo().user_id or self.document_id.user_id
        if user:
            self.sudo().activity_schedule(
                "aftersales_audit.activity_type_document_read",
                user_id=user.id,
                summary=self.with_context(lang=user.lang)._get_task(),
            )
