from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..numbered_mixin import UNNUMBERED

# Of what was written, where nobody gave it a subject.
TITLE_LENGTH = 80


class AftersalesComplaint(models.Model):
    """Complaints that come in without a login: by the public form or by e-mail."""

    _name = "aftersales.complaint"
    _inherit = ["aftersales.complaint", "aftersales.form.mixin"]

    # Where a mail comes from; the host counts by it how many came, and stops loops.
    _primary_email = "contact_email"

    lang = fields.Char(
        readonly=True,
        copy=False,
        help="Language of the page the complaint came from: we answer in it.",
    )

    @api.model
    def _get_page_categories(self, company):
        """What a visitor may complain of, with raised rights: he has none."""
        return (
            self.env["aftersales.complaint.category"]
            .sudo()
            .search([("company_id", "in", (company.id, False))])
        )

    @api.model
    def _get_unsorted_category(self):
        """Where nobody was asked what it is about; the assessment sorts it."""
        other = self.env.ref(
            "aftersales_service.complaint_category_other", raise_if_not_found=False
        )
        return other or self._default_category_id()

    @api.model
    def _make_title(self, text: str) -> str:
        """The beginning of what was written, where nobody gave it a title."""
        line = " ".join(text.split())
        return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1]}…"

    @api.model
    def _complain_by_form(self, secret: str, prepare, files):
        """The complaint of a form, registered once and acknowledged at once."""
        made = self._create_from_form(secret, prepare, files)
        made._acknowledge()
        return made or self._find_by_form([secret], Domain.TRUE)

    def _keep_files(self, files) -> None:
        """Photos stand in the history, where handlers look."""
        self.ensure_one()
        if files:
            self.message_post(
                body=self.env._("Photos sent with the complaint"),
                attachments=files,
                author_id=self.env.user.partner_id.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )

    # -- by e-mail ------------------------------------------------------------------
    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """A mail to the complaints' address is a complaint; the customer is known by
        his address. A colleague who passes one on is not the customer."""
        words = html2plaintext(msg_dict.get("body") or "")
        author = self.env["res.partner"].browse(msg_dict.get("author_id") or ())
        is_customer = all(author.user_ids.mapped("share"))
        subject = (msg_dict.get("subject") or "").strip()
        vals = {
            # Else the host takes the subject for the number.
            "name": UNNUMBERED,
            "title": subject or self._make_title(words) or self.env._("By e-mail"),
            "description": words,
            "channel": "email",
            "category_id": self._get_unsorted_category().id,
            "contact_name": author.name or msg_dict.get("email_from"),
            "partner_id": is_customer and author.id,
            "lang": author.lang,
            **(custom_values or {}),
        }
        complaint = super().message_new(msg_dict, vals)
        complaint._acknowledge()
        return complaint
