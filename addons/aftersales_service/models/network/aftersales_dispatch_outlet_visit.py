from base64 import b64decode
from binascii import Error as Base64Error

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

# What the outlet writes down of a visit; nothing else is taken from its form.
WORDS = ("work_done", "opinion_note")
CHOICES = ("outcome", "opinion")
CODES = ("symptom_id", "cause_id", "remedy_id")
# The customer's signature stands for these: they are fixed by it.
SIGNED = ("outcome", "work_done", "opinion", "opinion_note")


class AftersalesDispatch(models.Model):
    """What an outlet records of its visit: the work, the customer's word and name."""

    _inherit = "aftersales.dispatch"

    def _outlet_record(self, typed: dict) -> None:
        """Write what the form says of the visit, as far as the form has it.

        :param typed: names of ``WORDS``, ``CHOICES``, ``CODES`` (ids as text) and
            ``briefing_given``
        """
        self.ensure_one()
        self._check_outlet_step("record")
        vals = self._read_outlet_record(typed)
        if self.signature and any(
            name in vals and (vals[name] or False) != (self[name] or False)
            for name in SIGNED
        ):
            raise UserError(
                self.env._(
                    "The customer has signed for what stands here. Discard the "
                    "signature, change it, and let him sign anew."
                )
            )
        self.write(vals)

    def _read_outlet_record(self, typed: dict) -> dict:
        vals = {name: typed[name].strip() for name in WORDS if name in typed}
        for name in CHOICES:
            known = dict(self._fields[name].selection)
            if name in typed:
                vals[name] = typed[name] if typed[name] in known else False
        offered = {str(code.id): code for code in self._get_outlet_codes()}
        for name in CODES:
            code = offered.get(typed.get(name) or "")
            if code and code.kind == name.removesuffix("_id"):
                vals[name] = code.id
        if "briefing_given" in typed:
            vals["briefing_given"] = bool(typed["briefing_given"])
        return vals

    def _get_outlet_codes(self):
        """Fault codes that the outlet may choose from."""
        return self.env["aftersales.fault.code"].search(
            [("company_id", "in", (self.company_id.id, False))]
        )

    def _outlet_answer(self, answers: dict) -> None:
        """:param answers: by question id, as `_save_checklist_answers` takes them"""
        self._check_outlet_step("record")
        self._save_checklist_answers(answers)

    def _outlet_add_photos(self, moment: str, files) -> None:
        """:param moment: before or after the work
        :param files: (name, content) of each"""
        self.ensure_one()
        self._check_outlet_step("record")
        field = {"before": "photo_before_ids", "after": "photo_after_ids"}.get(moment)
        if not field or not files:
            raise UserError(self.env._("Choose photos from before or after the work."))
        photos = self.env["ir.attachment"].create(
            [
                {"name": name, "raw": raw, "res_model": self._name, "res_id": self.id}
                for name, raw in files
            ]
        )
        self[field] = [fields.Command.link(photo.id) for photo in photos]

    # -- the customer's word --------------------------------------------------------

    def _outlet_sign(self, name: str, signature: str) -> None:
        """The customer signs for what stands on the slip (R064)."""
        self.ensure_one()
        self._check_outlet_step("record")
        name = (name or "").strip()
        if not name or not _is_image(signature):
            raise UserError(
                self.env._("The customer's name and signature are missing.")
            )
        if not self.work_done or not self.opinion:
            raise UserError(
                self.env._(
                    "Save the work performed and the customer's opinion first: they "
                    "are what is signed for."
                )
            )
        self.write(
            {
                "signed_by": name,
                "signature": signature,
                "signature_refused_reason": False,
            }
        )

    def _outlet_unsign(self) -> None:
        """Discard the signature, so that the slip can be corrected and signed anew."""
        self.ensure_one()
        self._check_outlet_step("record")
        if self.signature:
            self._message_log(
                body=self.env._(
                    "The signature of %(name)s was discarded.", name=self.signed_by
                )
            )
            self.write({"signature": False, "signed_by": False})

    def _outlet_finish(self, refused_reason: str) -> None:
        """End the visit; the order goes on as it does from any technician's phone.

        :param refused_reason: why the customer does not sign; empty if he did
        """
        self.ensure_one()
        self._check_outlet_step("finish")
        if refused_reason and not self.signature:
            self.signature_refused_reason = refused_reason
        self._end_van_repairs()
        self.action_finish()


def _is_image(content: str | None) -> bool:
    """Is this the base64 of a picture?"""
    try:
        data = b64decode(content or "", validate=True)
    except (Base64Error, ValueError):
        return False
    return bool(data) and guess_mimetype(data).startswith("image/")
