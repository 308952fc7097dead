from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class StockPicking(models.Model):
    """Emergencies and refusals: the storekeeper is phoned, or says no (R213, R214)."""

    _inherit = "stock.picking"

    phoned_by_id = fields.Many2one(
        "res.users",
        string="Phoned By",
        readonly=True,
        copy=False,
        help="Who asked for the issue before the signatures.",
    )
    phoned_at = fields.Datetime(string="Phoned At", readonly=True, copy=False)
    phone_reason = fields.Char(
        string="Why It Could Not Wait", readonly=True, copy=False
    )
    refused_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    refused_at = fields.Datetime(string="Refused On", readonly=True, copy=False)
    refused_reason = fields.Char(string="Why Refused", readonly=True, copy=False)

    def action_release_unsigned(self, reason: str | None = None):
        """Ask who phoned, when and why; a reason alone is not enough for goods.

        :param reason: why it cannot wait
        """
        self._check_goods_role("storekeeper")
        return self._get_issue_step_action("release", reason)

    def action_refuse_issue(self):
        """Ask why the goods do not leave."""
        self._check_goods_role("storekeeper")
        return self._get_issue_step_action("refuse")

    def _get_issue_step_action(self, kind: str, reason: str | None = None) -> dict:
        names = {
            "release": self.env._("Release by Phone"),
            "refuse": self.env._("Refuse the Issue"),
        }
        return {
            "type": "ir.actions.act_window",
            "name": names[kind],
            "res_model": "aftersales.issue.step",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_kind": kind,
                "default_reason": reason,
                "default_picking_ids": self.ids,
            },
        }

    # -- released --------------------------------------------------------------------

    def _release_by_phone(self, user, phoned_at, reason: str) -> None:
        """Goods leave now; who phoned, and the others, sign within their hours."""
        self._check_goods_role("storekeeper")
        self._refuse_goods(self._get_release_problems(user, phoned_at))
        self._in_goods_step().sudo().write(
            {
                "phoned_by_id": user.id,
                "phoned_at": phoned_at,
                "phone_reason": reason,
                "refused_by_id": False,
                "refused_at": False,
                "refused_reason": False,
            }
        )
        self._in_goods_step()._release_unsigned(reason)
        for picking in self:
            picking.message_post(
                body=self.env._(
                    "Released by phone: %(user)s called at %(moment)s, because "
                    "%(reason)s",
                    user=user.name,
                    moment=fields.Datetime.context_timestamp(
                        picking, phoned_at
                    ).strftime("%Y-%m-%d %H:%M"),
                    reason=reason,
                ),
                subtype_xmlid="mail.mt_note",
            )

    def _get_release_problems(self, user, phoned_at) -> list[str]:
        problems = []
        if phoned_at > fields.Datetime.now():
            problems.append(self.env._("Phoned At lies in the future."))
        for picking in self:
            may = any(
                picking._may_sign_as(role, user)
                for role in picking._get_missing_roles()
            )
            if picking.goods_operation != "issue":
                problems.append(
                    self.env._(
                        "%(transfer)s needs no signatures.", transfer=picking.name
                    )
                )
            elif not may:
                problems.append(
                    self.env._(
                        "%(transfer)s: %(user)s signs for none of the roles that are "
                        "missing, and cannot release it by phone.",
                        transfer=picking.name,
                        user=user.name,
                    )
                )
        return problems

    def _release_unsigned(self, reason: str) -> None:
        if not self._is_goods_step():
            raise AccessError(
                self.env._(
                    "Goods are released by phone only: say who called, and when."
                )
            )
        # What was released before and changed since is owed anew.
        self._void_changed_signoffs()
        return super()._release_unsigned(reason)

    def _prepare_owed_vals(self, role, reason, now) -> dict:
        """What is released is what the note says now; hours may be working ones."""
        vals = super()._prepare_owed_vals(role, reason, now)
        calendar = self.sudo().aftersales_outlet_id.calendar_id
        if role.is_working_time and calendar:
            vals["deadline"] = calendar.plan_hours(
                role.later_hours, now, compute_leaves=True
            )
        return {**vals, "digest": self._get_digest()}

    def _void_changed_signoffs(self) -> None:
        """What was released by phone holds for the goods that were named then."""
        result = super()._void_changed_signoffs()
        for picking in self.sudo().filtered("aftersales_outlet_id"):
            owed = picking.signoff_ids.filtered(lambda sign: sign.state == "owed")
            if owed and not picking.issue_content:
                now = picking._get_digest()
                owed.filtered(lambda sign, now=now: sign.digest != now)._void(
                    self.env._("The delivery note was changed after it was released.")
                )
        return result

    # -- refused ---------------------------------------------------------------------

    def _refuse_issue(self, reason: str) -> None:
        """The storekeeper does not hand out; the finance supervisor is told."""
        self._check_goods_role("storekeeper")
        self._refuse_goods(
            [
                self.env._(
                    "%(transfer)s: only an issue that still waits for signatures is "
                    "refused.",
                    transfer=picking.name,
                )
                for picking in self
                if picking.issue_state not in ("to_sign", "refused")
            ]
        )
        self._in_goods_step().sudo().write(
            {
                "refused_by_id": self.env.uid,
                "refused_at": fields.Datetime.now(),
                "refused_reason": reason,
            }
        )
        group = self.env.ref("aftersales_service.group_finance").sudo()
        for picking in self:
            supervisor = picking.company_id._find_first_user(group)
            if not supervisor:
                raise UserError(
                    self.env._(
                        "Nobody of %(company)s is finance supervisor, who is told of "
                        "refused issues.",
                        company=picking.company_id.name,
                    )
                )
            picking.sudo().activity_schedule(
                "aftersales_warehouse.activity_type_issue_refused",
                summary=self.env._("Issue refused: %(reason)s", reason=reason),
                user_id=supervisor.id,
            )
