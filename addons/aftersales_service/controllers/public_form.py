from odoo.http import request

from ..tools.phone import phone_key
from .uploads import MAX_FILE_MB, MAX_FILES, PROOF_TYPES, read_uploads


class PublicForm:
    """A form that a visitor fills in without a login, with files and a one-time key.

    A form says which texts it takes and how long they may be (`texts`), where its files
    come from (`files_field`), what is wrong with them (`_check`) and what becomes of it
    (`save`). The model inherits ``aftersales.form.mixin``.
    """

    model_name: str
    texts: dict[str, int]
    choices: tuple[str, ...] = ()
    files_field: str

    def __init__(self, company, subject: str, unit=None):
        """:param subject: whose form this is; a key is good for that one alone"""
        self.company = company
        self.subject = subject
        self.unit = unit
        self.model = request.env[self.model_name].with_company(company)
        self.typed = dict.fromkeys((*self.texts, *self.choices), "")
        self.errors: dict[str, str] = {}
        self.secret = ""
        self.files: list = []

    def start(self) -> None:
        """An empty form, with what we know of who is logged in."""
        user = request.env.user
        if not user._is_public():
            partner = user.partner_id
            self.typed.update(
                contact_name=partner.name or "",
                phone=partner.phone or "",
                email=partner.email or "",
            )

    def read_post(self, post: dict) -> None:
        """Take what was sent; nothing is created while `errors` holds a message."""
        self.typed = {
            name: (post.get(name) or "").strip()[:length]
            for name, length in self.texts.items()
        }
        self.typed |= {name: post.get(name) or "" for name in self.choices}
        self.secret = self.model._read_form_key(post.get("form_key"), self.subject)
        self.files, file_error = read_uploads(self.files_field, PROOF_TYPES)
        self._check(post)
        self._check_contact(bool(post.get("has_consent")))
        if file_error:
            self.errors[self.files_field] = file_error
        elif self.errors and self.files:
            # A browser never fills in a file again.
            self.errors[self.files_field] = request.env._(
                "Please choose your files again."
            )

    def _check(self, post: dict) -> None:
        """Messages by field, for what this form alone asks."""
        raise NotImplementedError

    def _check_contact(self, has_consent: bool) -> None:
        if not phone_key(self.typed["phone"]) and "@" not in self.typed["email"]:
            self.errors["phone"] = request.env._(
                "Please give a phone number or an e-mail address for our answer."
            )
        if not has_consent:
            self.errors["has_consent"] = request.env._(
                "Without your consent we may not keep your data."
            )
        if not self.secret:
            self.errors["form_key"] = request.env._(
                "This form is too old. Please send it once more."
            )

    def get_values(self) -> dict:
        """What the page shows."""
        return {
            "unit": self.unit,
            "typed": self.typed,
            "errors": self.errors,
            "form_key": self.model._new_form_key(self.subject),
            "max_files": MAX_FILES,
            "max_file_mb": MAX_FILE_MB,
            "file_types": ",".join(PROOF_TYPES),
            "res_company": self.company,
        }
