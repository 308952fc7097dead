from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.warranty_card import FLOW, Card

# Languages that every card is written in, whoever reads it later.
LANGUAGES = ("zh_CN", "en_US")
CLERKS = ("dispatcher", "outlet_manager")
# What a card says, once and for all.
FROZEN = frozenset(
    {
        *("name", "company_id", "equipment_id", "partner_id", "product_id", "serial"),
        *("invoice_date", "delivery_date", "issued_on", "terms", "stamp"),
        "replaces_id",
    }
)


class AftersalesWarrantyCard(models.Model):
    """Warranty card (保修卡, 三包凭证): proves the warranty of one unit (R113).

    What it says is frozen on the day it is issued: a later change of the unit or of a
    policy changes no card.
    """

    _name = "aftersales.warranty.card"
    _description = "Warranty Card"
    _inherit = [
        "aftersales.thread.mixin",
        "aftersales.flow.mixin",
        "aftersales.numbered.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "serial"]

    _flow_roles = {"issue": CLERKS, "replace": CLERKS, "void": CLERKS}

    state = fields.Selection(
        [("valid", "Valid"), ("replaced", "Replaced"), ("void", "Void")],
        default="valid",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    equipment_id = fields.Many2one(
        "aftersales.equipment",
        string="Unit",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        readonly=True,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    serial = fields.Char(string="Serial Number", readonly=True, index="btree_not_null")
    invoice_date = fields.Date(readonly=True)
    delivery_date = fields.Date(readonly=True)
    issued_on = fields.Date(required=True, readonly=True, index=True)
    terms = fields.Json(
        string="Terms by Language",
        readonly=True,
        help="Sentences as they stood when the card was issued.",
    )
    terms_text = fields.Text(string="Terms", compute="_compute_terms_text")
    stamp = fields.Char(
        string="Exchange Stamp",
        readonly=True,
        help="What the seller notes when the unit replaces another one.",
    )
    replaces_id = fields.Many2one(
        "aftersales.warranty.card",
        readonly=True,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    replaced_by_ids = fields.One2many("aftersales.warranty.card", "replaces_id")
    void_reason = fields.Char(
        copy=False,
        tracking=True,
        help="Why the card is void, for example because it was altered.",
    )

    _one_valid_card = models.UniqueIndex(
        "(equipment_id) WHERE state = 'valid'",
        "This unit has a valid warranty card already. Make that one void first.",
    )

    @api.depends("terms")
    @api.depends_context("lang")
    def _compute_terms_text(self):
        for card in self:
            card.terms_text = "\n".join(card._get_terms())

    def _get_terms(self) -> list[str]:
        """Sentences in the reader's language, or in one the card was written in."""
        self.ensure_one()
        terms = self.terms or {}
        return terms.get(self.env.lang) or next(iter(terms.values()), [])

    def write(self, vals):
        if FROZEN & vals.keys() and not self.env.su:
            raise AccessError(
                self.env._(
                    "A warranty card is not changed. Make it void and issue another "
                    "one."
                )
            )
        return super().write(vals)

    # -- issue --------------------------------------------------------------------

    @api.model
    def _issue(self, units, **vals):
        """Write a card for each of the units, in one insert.

        :param vals: further values (``stamp``, ``replaces_id``)
        """
        terms = self._write_terms(units)
        # The card says what is on file; nobody types it, so nobody may create it.
        return self.sudo().create(
            [
                {**unit._prepare_card_vals(), "terms": terms[unit.id], **vals}
                for unit in units
            ]
        )

    @api.model
    def _write_terms(self, units) -> dict[int, dict[str, list[str]]]:
        """Sentences by unit and language: what holds, not what may be had today."""
        installed = dict(self.env["res.lang"].get_installed())
        words = {
            lang: units.with_context(lang=lang)._get_public_words()
            for lang in LANGUAGES
            if lang in installed
        }
        return {
            unit_id: {lang: words[lang][unit_id][1:] for lang in words}
            for unit_id in units.ids
        }

    def _reissue(self, unit, stamp: str):
        """Card of the unit that was given in exchange; this card is replaced (R114).

        :param stamp: what is noted on the new card, for example number and day of the
            claim
        :return: the new card
        """
        self.ensure_one()
        # The new unit may have got a card without the stamp at its delivery.
        outdated = self.sudo() | unit.sudo()._get_card()
        outdated.filtered(lambda card: card.state == "valid")._transition("replace")
        self.env.flush_all()
        return self._issue(unit, stamp=stamp, replaces_id=self.id)

    # -- steps --------------------------------------------------------------------

    def _get_flow(self):
        return FLOW

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {
            "issue": self.env._("Issue Warranty Card"),
            "replace": self.env._("Replace"),
            "void": self.env._("Make Void"),
        }

    def action_void(self):
        self._check_step_role("void")
        silent = self.filtered(lambda card: not (card.void_reason or "").strip())
        if silent:
            raise UserError(
                self.env._(
                    "Fill in Void Reason first: %(cards)s.",
                    cards=", ".join(silent.mapped("name")),
                )
            )
        self._transition("void")

    # -- shown with the goods -------------------------------------------------------

    def _get_mismatches(self, unit) -> tuple[str, ...]:
        """What of this card does not fit the unit in front of us: ``status``,
        ``product``, ``serial`` (R119)."""
        self.ensure_one()
        card = Card(self.name, self.state, self.product_id.id, self.serial or "")
        return card.mismatches(unit.product_id.id, unit.serial or "")

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.name.replace("/", "-")
