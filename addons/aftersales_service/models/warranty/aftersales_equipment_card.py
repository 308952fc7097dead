from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import warranty


class AftersalesEquipment(models.Model):
    """A unit's warranty card, and who its owner is."""

    _inherit = "aftersales.equipment"

    card_ids = fields.One2many(
        "aftersales.warranty.card", "equipment_id", "Warranty Cards"
    )
    card_count = fields.Integer(string="Cards", compute="_compute_card_count")
    registration_ids = fields.One2many(
        "aftersales.registration",
        "equipment_id",
        "Registrations",
        groups="aftersales_service.group_reader",
    )

    def _compute_card_count(self):
        counts = dict(
            self.env["aftersales.warranty.card"]._read_group(
                [("equipment_id", "in", self.ids)], ["equipment_id"], ["__count"]
            )
        )
        for unit in self:
            unit.card_count = counts.get(unit, 0)

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create(vals_list)
        units.filtered("delivery_date")._issue_cards_at_delivery()
        return units

    def write(self, vals):
        undelivered = self.browse()
        if vals.get("delivery_date"):
            # Goods that came back and go out again are somebody else's.
            undelivered = self.filtered(
                lambda unit: not unit.delivery_date or unit.state != "in_use"
            )
        result = super().write(vals)
        undelivered._issue_cards_at_delivery()
        if vals.get("state", "in_use") != "in_use":
            self._void_cards()
        return result

    def _issue_cards_at_delivery(self) -> None:
        """Cards of units that are delivered just now, where company or product say
        so."""
        # Who delivers goods need not know of warranties.
        wanting = self.sudo().filtered(
            lambda unit: (
                unit.company_id.aftersales_card_on_delivery
                or unit.product_id.aftersales_card_on_delivery
            )
        )
        wanting._issue_missing_cards()

    def _issue_missing_cards(self):
        """A card for each of the units that has no valid one."""
        Card = self.env["aftersales.warranty.card"]
        if not self:
            return Card
        have = Card.sudo().search_fetch(
            [("equipment_id", "in", self.ids), ("state", "=", "valid")],
            ["equipment_id"],
        )
        return Card._issue(self - have.equipment_id)

    def _void_cards(self) -> None:
        """Goods that came back, or are no more, need no card."""
        Card = self.env["aftersales.warranty.card"].sudo()
        cards = Card.search([("equipment_id", "in", self.ids), ("state", "=", "valid")])
        cards._transition("void", void_reason=self.env._("No longer in use"))

    def _get_card(self):
        """The valid card of this unit, empty if there is none."""
        self.ensure_one()
        return self.env["aftersales.warranty.card"].search(
            [("equipment_id", "=", self.id), ("state", "=", "valid")], limit=1
        )

    def _prepare_card_vals(self) -> dict:
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "equipment_id": self.id,
            "partner_id": self.partner_id.id,
            "product_id": self.product_id.id,
            "serial": self.serial,
            "invoice_date": self.invoice_date,
            "delivery_date": self.delivery_date,
            "issued_on": fields.Date.context_today(self),
        }

    def _get_public_words(self) -> dict[int, list[str]]:
        """What holds for each unit today, for whoever stands in front of it: like
        `_get_warranty_words`, without amounts, which tell what somebody paid."""
        facts = self._get_facts(fields.Date.context_today(self))
        layers = self._get_layers()
        Words = self.env["aftersales.warranty.words"]
        return {
            unit_id: Words._get_words(warranty.decide(layers[unit_id], facts[unit_id]))
            for unit_id in self.ids
        }

    def action_issue_cards(self):
        """Issue what is missing and print the cards of all these units."""
        # Who may change the unit may say what its card says.
        self.check_access("write")
        self.env["aftersales.warranty.card"]._check_step_role("issue")
        nameless = self.filtered(lambda unit: not unit.serial)
        if nameless:
            raise UserError(
                self.env._(
                    "A card names the serial number of its unit. Fill it in first: "
                    "%(units)s.",
                    units=", ".join(nameless.mapped("display_name")),
                )
            )
        self._issue_missing_cards()
        cards = self.env["aftersales.warranty.card"].search(
            [("equipment_id", "in", self.ids), ("state", "=", "valid")]
        )
        return self.env.ref(
            "aftersales_service.action_report_warranty_card"
        ).report_action(cards)

    def action_view_cards(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_warranty_card_action"
        )
        return {**action, "domain": [("equipment_id", "=", self.id)], "context": {}}

    def _register_owner(self, partner, on) -> None:
        """The unit, with all that is built into it, is the partner's from a day on."""
        self.ensure_one()
        owner = self.partner_id.commercial_partner_id
        if owner == partner.commercial_partner_id:
            return
        # A piece of the whole goes with it, whatever one may see of it.
        units = self.sudo()._with_components()
        # No row of the unit's history begins before the one that it ends.
        day = max([on, *self._get_open_owners().mapped("date_from")])
        is_taken_over = not owner or self._is_warranty_transferable()
        units._add_owners(
            day,
            [
                {
                    "partner_id": partner.id,
                    "date_from": day,
                    "how": "transferred" if owner else "registered",
                    "is_warranty_taken_over": is_taken_over,
                }
            ],
        )
        units.write(
            {
                "partner_id": partner.id,
                "site_partner_id": False,
                "warranty_lost_on": False if is_taken_over else day,
            }
        )
