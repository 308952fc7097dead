from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import signoff as rules
from .signoff import SIGNING


class AftersalesSignoffMixin(models.AbstractModel):
    """A document that named roles sign.

    The document says what is signed (``_get_signed_content``) and, if others than those
    of the data sign, who (``_get_signoff_roles``, ``_may_sign_as``). Where the content
    stands in lines of its own, their ``write`` calls ``_void_changed_signoffs``.
    """

    _name = "aftersales.signoff.mixin"
    _description = "Document with Signatures"

    # Fields of the document itself that what is signed depends on; None: any of them.
    _signed_fields: frozenset[str] | None = None

    signoff_ids = fields.One2many(
        "aftersales.signoff", "res_id", string="Signatures", readonly=True
    )
    is_signed_off = fields.Boolean(compute="_compute_signoff")
    signoff_missing = fields.Char(
        string="Missing Signatures", compute="_compute_signoff"
    )

    @api.depends("signoff_ids.state")
    def _compute_signoff(self):
        for record in self:
            missing = record._get_missing_roles()
            record.is_signed_off = not missing
            record.signoff_missing = ", ".join(missing.mapped("name"))

    # -- what the document says -----------------------------------------------------

    def _get_signed_content(self) -> dict:
        """What is signed, in plain values (see ``tools.signoff.canonical``)."""
        raise NotImplementedError

    def _get_signoff_roles(self):
        """Roles that must sign this document, in their order."""
        self.ensure_one()
        return self.env["aftersales.signoff.role"]._get_roles(
            self._name, self.company_id
        )

    def _may_sign_as(self, role, user) -> bool:
        """May this person sign this document for the role?"""
        self.ensure_one()
        return role._may_sign(user)

    # -- where the signatures stand -------------------------------------------------

    def _get_digest(self) -> str:
        self.ensure_one()
        return rules.digest(self.sudo()._get_signed_content())

    def _get_plain_signatures(self) -> list[rules.Signature]:
        """Signatures that were not made void, as the rules read them."""
        self.ensure_one()
        return [
            rules.Signature(sign.role_id.id, sign.user_id.id, sign.digest)
            for sign in self.sudo().signoff_ids
            if sign.state == "signed"
        ]

    def _get_missing_roles(self):
        """Roles that have not signed what the document says now."""
        self.ensure_one()
        roles = self._get_signoff_roles()
        plain = [rules.Role(role.id, role.is_ordered) for role in roles]
        signatures = self._get_plain_signatures()
        current = self._get_digest() if signatures else ""
        return roles.browse(rules.missing(plain, signatures, current))

    def _is_released(self) -> bool:
        """Signed by all, or let go with the promise to sign later."""
        self.ensure_one()
        owed = self.sudo().signoff_ids.filtered(lambda sign: sign.state == "owed")
        return not self._get_missing_roles() - owed.role_id

    # -- signing --------------------------------------------------------------------

    def action_sign(self, role: str | int | None = None):
        """Sign for a role (its code or id); without one, ask for it.

        :param role: code or id of the role
        """
        if not role:
            return self._get_signoff_action("sign")
        self._sign(role)
        return None

    def _sign(self, role, signature=None, note=None) -> None:
        """Each record signed by the user for the role, or none of them."""
        self.check_access("read")
        problems, vals_list = [], []
        for record in self:
            found = record._find_role(role)
            if found and not record._may_sign_as(found, self.env.user):
                raise AccessError(
                    self.env._(
                        "%(document)s: you may not sign as %(role)s.",
                        document=record.display_name,
                        role=found.name,
                    )
                )
            problem = record._get_signing_problem(found)
            if problem:
                problems.append(problem)
                continue
            owed = record.sudo().signoff_ids.filtered(
                lambda sign, found=found: sign.role_id == found and sign.state == "owed"
            )
            vals = record._prepare_signoff_vals(found, signature, note)
            if owed:
                owed.with_context(_aftersales_signing=SIGNING).write(vals)
                owed.activity_unlink(["aftersales_service.activity_type_signoff"])
            else:
                vals_list.append(vals)
        if problems:
            raise UserError("\n".join(problems))
        self._create_signoffs(vals_list)

    def _create_signoffs(self, vals_list):
        Signoff = self.env["aftersales.signoff"].sudo()
        # What became void must be so in the database before its role signs anew.
        Signoff.flush_model()
        signoffs = Signoff.with_context(_aftersales_signing=SIGNING).create(vals_list)
        self.invalidate_recordset(["signoff_ids", "is_signed_off", "signoff_missing"])
        return signoffs.with_context(_aftersales_signing=None)

    def _find_role(self, role):
        self.ensure_one()
        return self._get_signoff_roles().filtered(
            lambda item: item.code == role or item.id == role
        )

    def _get_signing_problem(self, role) -> str | None:
        """Why the user cannot sign for the role now, in words."""
        self.ensure_one()
        roles = self._get_signoff_roles()
        signatures = self._get_plain_signatures()
        kind = rules.refusal(
            role.id,
            self.env.uid,
            [rules.Role(item.id, item.is_ordered) for item in roles],
            signatures,
            self._get_digest(),
        )
        values = {"document": self.display_name, "role": role.name or ""}
        if kind == "unknown":
            return self.env._("%(document)s: no such role signs it.", **values)
        if kind == "signed":
            return self.env._("%(document)s: “%(role)s” has signed.", **values)
        if kind == "person":
            return self.env._(
                "%(document)s: you have signed for another role. A person signs for "
                "one role only; ask a colleague to sign as “%(role)s”.",
                **values,
            )
        if kind == "order":
            return self.env._(
                "%(document)s: before “%(role)s” sign: %(missing)s.",
                missing=", ".join((self._get_missing_roles() - role).mapped("name")),
                **values,
            )
        return None

    def _prepare_signoff_vals(self, role, signature=None, note=None) -> dict:
        return {
            **self._prepare_signoff_row_vals(role),
            "state": "signed",
            "user_id": self.env.uid,
            "signed_at": fields.Datetime.now(),
            "digest": self._get_digest(),
            "signature": signature or False,
            "note": note or False,
        }

    def _prepare_signoff_row_vals(self, role) -> dict:
        self.ensure_one()
        has_outlet = "outlet_id" in self._fields
        return {
            "res_model": self._name,
            "res_id": self.id,
            "document_name": self.display_name,
            "company_id": self.company_id.id,
            "outlet_id": self.outlet_id.id if has_outlet else False,
            "role_id": role.id,
            "role_name": role.name,
        }

    # -- releasing first, signing later ---------------------------------------------

    def action_release_unsigned(self, reason: str | None = None):
        """Let the document go before all have signed; the signatures are owed.

        :param reason: why it cannot wait
        """
        if not (reason or "").strip():
            return self._get_signoff_action("release")
        self._release_unsigned(reason.strip())
        return None

    def _release_unsigned(self, reason: str) -> None:
        self.check_access("write")
        problems, vals_list = [], []
        now = fields.Datetime.now()
        for record in self:
            owed = record.signoff_ids.filtered(lambda sign: sign.state == "owed")
            missing = record._get_missing_roles() - owed.role_id
            firm = missing.filtered(lambda role: not role.can_sign_later)
            if firm or not missing:
                problems.append(
                    self.env._(
                        "%(document)s: must be signed before it is released: "
                        "%(roles)s.",
                        document=record.display_name,
                        roles=", ".join(firm.mapped("name")),
                    )
                    if firm
                    else self.env._(
                        "%(document)s: nothing is missing that could be signed later.",
                        document=record.display_name,
                    )
                )
            vals_list += [
                record._prepare_owed_vals(role, reason, now) for role in missing
            ]
        if problems:
            raise UserError("\n".join(problems))
        for signoff in self._create_signoffs(vals_list):
            signer = signoff.role_id._find_signers(signoff.company_id)[:1]
            if signer:
                signoff._remind(
                    signer,
                    self.env._(
                        "Sign %(signature)s: released before, because %(reason)s",
                        signature=signoff.display_name,
                        reason=reason,
                    ),
                )

    def _prepare_owed_vals(self, role, reason: str, now) -> dict:
        """A signature that is owed from ``now`` on."""
        return {
            **self._prepare_signoff_row_vals(role),
            "state": "owed",
            "released_by_id": self.env.uid,
            "released_at": now,
            "release_reason": reason,
            "deadline": now + timedelta(hours=role.later_hours),
        }

    def _get_signoff_action(self, kind: str) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign")
            if kind == "sign"
            else self.env._("Release Before Signing"),
            "res_model": "aftersales.signoff.sign",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_kind": kind,
                "default_res_model": self._name,
                "default_res_ids": self.ids,
            },
        }

    # -- changes --------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if self._signed_fields is None or not self._signed_fields.isdisjoint(vals):
            self._void_changed_signoffs()
        return result

    def _void_changed_signoffs(self) -> None:
        """Signatures on what the document does not say any more are void."""
        for record in self.sudo():
            signed = record.signoff_ids.filtered(lambda sign: sign.state == "signed")
            if not signed:
                continue
            current = record._get_digest()
            signed.filtered(lambda sign, now=current: sign.digest != now)._void(
                self.env._("The document was changed after it was signed.")
            )
