from odoo import Command, models


class AftersalesClaim(models.Model):
    """What a customer sees of his claim, and what he brings to it."""

    _inherit = "aftersales.claim"

    _page_path = "/my/claims"

    def _get_customer_state(self) -> str:
        """Where his claim stands, in a customer's words."""
        self.ensure_one()
        return {
            "draft": self.env._("Received"),
            "submitted": self.env._("Being Decided"),
            "approved": self.env._("Granted"),
            "in_progress": self.env._("Being Carried Out"),
            "done": self.env._("Done"),
            "refused": self.env._("Not Granted"),
            "cancelled": self.env._("Withdrawn"),
        }[self.state]

    def _get_timeline(self) -> list[dict]:
        """What has happened and what is to come: label, moment, is it done."""
        self.ensure_one()
        order = self.order_id
        rows = [(self.env._("Demanded"), self.demanded_at)]
        if self.state == "refused":
            rows.append((self.env._("Not Granted"), self.refused_at))
        else:
            rows.append((self.env._("Granted"), self.approved_at))
            if self.kind in ("exchange", "return"):
                rows.append((self.env._("Unit Back"), self.received_at))
            if self.kind == "return":
                rows.append((self.env._("Unit Inspected"), self.inspected_at))
            rows.append((self.env._("Done"), self.done_at))
        return [
            {
                "label": label,
                "is_done": bool(moment),
                "moment": order._format_moment(moment),
            }
            for label, moment in rows
        ]

    def _add_customer_evidence(self, evidence_type, files, note: str) -> None:
        """Files that the customer sends, and word of it to who is responsible.

        :param files: names and contents that were looked at
        """
        self.ensure_one()
        attachments = self.env["ir.attachment"].create(
            [
                {
                    "name": name,
                    "raw": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for name, content in files
            ]
        )
        self.env["aftersales.claim.evidence"].create(
            {
                "claim_id": self.id,
                "type_id": evidence_type.id,
                "note": note[:200],
                "attachment_ids": [Command.set(attachments.ids)],
            }
        )
        self.message_post(
            body=self.env._(
                "The customer has sent: %(evidence)s", evidence=evidence_type.name
            ),
            partner_ids=self.user_id.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
