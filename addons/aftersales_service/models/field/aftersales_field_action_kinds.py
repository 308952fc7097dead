from base64 import b64decode

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ...tools import field_action

# Nothing is entered on a visit in these any more.
OVER_STATES = ("cancelled", "returned")


class AftersalesFieldAction(models.Model):
    """What each kind of action does on its visit: ``_apply_<kind>``.

    All of them get the visit as its technician sees it, and return words for him or
    nothing. They raise a ``UserError`` where the visit does not allow it.
    """

    _inherit = "aftersales.field.action"

    def _get_own_dispatch(self):
        dispatch = self.sudo().dispatch_id
        if not dispatch:
            raise UserError(self.env._("This visit does not exist any more."))
        if self.env.user not in dispatch.technician_ids.user_id:
            raise UserError(
                self.env._("This visit is not yours (any more). Ask your dispatcher.")
            )
        if dispatch.state in OVER_STATES:
            raise UserError(
                self.env._(
                    "%(dispatch)s is in state “%(state)s”: nothing is entered there "
                    "any more. Ask your dispatcher.",
                    dispatch=dispatch.name,
                    state=dict(
                        dispatch._fields["state"]._description_selection(self.env)
                    )[dispatch.state],
                )
            )
        return dispatch.with_env(self.env)

    def _get_checked_values(self) -> dict:
        action = self.sudo()
        values = (action.payload or {}).get("values") or {}
        wrong = field_action.problems(action.kind, values)
        if wrong:
            raise UserError(
                self.env._(
                    "The phone sent entries that are not known here: %(names)s. Reload "
                    "the page on the phone.",
                    names=", ".join(wrong),
                )
            )
        return values

    def _apply_to(self, dispatch, at, values: dict) -> str | None:
        action = self.sudo()
        if action.kind in field_action.STEPS:
            return self._apply_step(dispatch, action.kind)
        return getattr(self, f"_apply_{action.kind}")(dispatch, at, values)

    # -- steps ----------------------------------------------------------------------

    def _apply_step(self, dispatch, step: str) -> str | None:
        moment = dispatch._flow_moments[dispatch._get_flow().target(step)]
        if dispatch[moment]:
            return self.env._(
                "Had been recorded before, at %(at)s.", at=dispatch[moment]
            )
        getattr(dispatch, f"action_{step}")()
        return None

    def _apply_assess(self, dispatch, at, values):
        self._write_entries(dispatch, values)
        order = dispatch.order_id
        is_known = order.equipment_id or not order.needs_unit
        if order._can("assess") and is_known and order.symptom_id:
            order.action_assess()

    def _apply_finish(self, dispatch, at, values):
        self._write_entries(dispatch, values)
        if dispatch.finished_at:
            return self.env._(
                "Had been recorded before, at %(at)s.", at=dispatch.finished_at
            )
        dispatch._end_van_repairs()
        dispatch.action_finish()
        return None

    # -- entries --------------------------------------------------------------------

    def _apply_write(self, dispatch, at, values):
        self._write_entries(dispatch, values)

    def _write_entries(self, dispatch, values: dict) -> None:
        """Write what the phone has, unless the office wrote something else since."""
        current = {
            name: dispatch[name].id
            if dispatch._fields[name].type == "many2one"
            else dispatch[name]
            for name in values
        }
        known = (self.sudo().payload or {}).get("known") or {}
        met = field_action.collisions(values, known, current)
        if met:
            raise UserError(
                self.env._(
                    "Changed by somebody else meanwhile: %(fields)s. Look at what "
                    "stands there now, then retry or discard yours.",
                    fields=", ".join(
                        dispatch._fields[name]._description_string(self.env)
                        for name in met
                    ),
                )
            )
        dispatch.write(values)

    def _apply_sign(self, dispatch, at, values):
        dispatch.write(
            {
                "signature": self._get_image(),
                "signed_by": values.get("signed_by"),
                "signature_refused_reason": False,
            }
        )

    def _apply_refuse(self, dispatch, at, values):
        dispatch.write(
            {
                "signature": False,
                "signature_refused_reason": values.get("signature_refused_reason"),
            }
        )

    def _get_image(self):
        """The picture that came with this action, as the ORM stores it."""
        file = self.sudo().with_context(bin_size=False).file
        if not file or not guess_mimetype(b64decode(file)).startswith("image/"):
            raise UserError(self.env._("There is no picture with it. Take it again."))
        return file

    def _apply_photo(self, dispatch, at, values):
        moments = {"before": "photo_before_ids", "after": "photo_after_ids"}
        field = moments.get(values.get("moment"))
        if not field:
            raise UserError(self.env._("A photo is taken before or after the work."))
        photo = self.env["ir.attachment"].create(
            {
                "name": values.get("name") or f"{values['moment']}.jpg",
                "datas": self._get_image(),
                "res_model": dispatch._name,
                "res_id": dispatch.id,
            }
        )
        dispatch[field] = [fields.Command.link(photo.id)]

    # -- parts, papers, money -------------------------------------------------------

    def _apply_part(self, dispatch, at, values):
        dispatch._use_van_part(
            self.env["product.product"].browse(values.get("product_id")).exists(),
            float(values.get("quantity") or 0),
            self.env["stock.lot"].browse(values.get("lot_id") or []).exists(),
        )

    def _apply_receipt(self, dispatch, at, values):
        self.env["aftersales.equipment.receipt"].create(
            {
                **values,
                "dispatch_id": dispatch.id,
                "taken_at": at,
                "taken_by_id": dispatch._get_field_employee().id,
            }
        )

    def _apply_checklist(self, dispatch, at, values):
        answers = {
            int(question): answer
            for question, answer in (values.get("answers") or {}).items()
        }
        if values.get("question"):
            answers[int(values["question"])] = self._get_image()
        dispatch._save_field_answers(answers)

    def _apply_price(self, dispatch, at, values):
        dispatch._confirm_field_price(values.get("name"))

    def _apply_payment(self, dispatch, at, values):
        dispatch._register_field_payment(
            float(values.get("amount") or 0),
            values.get("method"),
            values.get("memo"),
            # Were it ever taken twice, the money is still registered once.
            request_key=self.uuid,
        )

    def _apply_help(self, dispatch, at, values):
        dispatch._ask_field_help(values.get("note"))

    def _apply_unknown(self, dispatch, at, values):
        raise UserError(
            self.env._(
                "The office does not know this kind of action. Reload the page on the "
                "phone, then record it again."
            )
        )
