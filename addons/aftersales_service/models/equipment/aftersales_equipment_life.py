from collections import defaultdict
from datetime import date

import pytz

from odoo import api, fields, models

from ...tools import installed_base

# What a unit's terms are counted from; who has it decides with them.
MOMENTS = (
    "factory_date",
    "invoice_date",
    "delivery_date",
    "acceptance_date",
    "first_use_date",
)


class AftersalesEquipment(models.Model):
    """Who has the unit, since when, and how it came to him."""

    _inherit = "aftersales.equipment"

    source = fields.Selection(
        [
            ("manual", "Typed In"),
            ("delivery", "Delivery"),
            ("invoice", "Invoice"),
            ("past_delivery", "Past Deliveries"),
            ("import", "Import"),
            ("registration", "Registration"),
        ],
        string="Made By",
        default=lambda self: self._default_source(),
        required=True,
        readonly=True,
        copy=False,
        help="How the unit came on file.",
    )
    returned_date = fields.Date(
        string="Returned", help="Day on which the goods came back to us."
    )
    warranty_lost_on = fields.Date(
        string="Warranty Lost",
        readonly=True,
        help="Day on which the unit went to an owner who has no claim to its warranty.",
    )
    owner_history = fields.One2many(
        "aftersales.equipment.owner", "equipment_id", "Owners"
    )

    @api.model
    def _default_source(self) -> str:
        return "import" if self.env.context.get("import_file") else "manual"

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create(vals_list)
        units._keep_owner_history()
        changed = units.filtered(
            lambda unit: unit.partner_id or any(unit[moment] for moment in MOMENTS)
        )
        if changed:
            changed._on_moments_changed()
        return units

    def write(self, vals):
        if vals.get("state") == installed_base.RETURNED and "partner_id" not in vals:
            self._end_customer(vals.get("returned_date"))
        result = super().write(vals)
        if {"partner_id", "state"} & vals.keys():
            self._keep_owner_history()
        if {"partner_id", *MOMENTS} & vals.keys():
            self._on_moments_changed()
        return result

    def _on_moments_changed(self) -> None:
        """Hook, once a batch: a date that terms count from, or the customer, is new."""

    def _is_warranty_transferable(self) -> bool:
        """Hook: does the warranty go along when this unit goes to a new owner?"""
        self.ensure_one()
        return True

    @api.model
    def _get_local_day(self, moment, company) -> date:
        """Day of a moment (UTC) for the user; at the company where he has no zone."""
        zone = (
            self.env.context.get("tz")
            or self.env.user.tz
            or company.resource_calendar_id.tz
            or "UTC"
        )
        return pytz.utc.localize(moment).astimezone(pytz.timezone(zone)).date()

    # -- changes of hands -------------------------------------------------------------

    def _with_components(self):
        """These units and all that is built into them: they go where the whole goes."""
        if not self:
            return self
        components = self.search([("parent_id", "child_of", self.ids)])
        return self | components.filtered(lambda unit: unit.state != "scrapped")

    def _prepare_return_vals(self, day) -> dict:
        return {
            "state": installed_base.RETURNED,
            "partner_id": False,
            "site_partner_id": False,
            "returned_date": day or fields.Date.context_today(self),
        }

    def _end_customer(self, day=None) -> None:
        """The goods came back: nobody has the unit, with all that is built into it.

        component comes back nothing is left at the customer.
        """
        units = self._with_components()
        vals = self._prepare_return_vals(day)
        units.write(vals)
        wholes = units.parent_id - units
        emptied = wholes.filtered(
            lambda whole: (
                not whole.serial
                and all(part.state != installed_base.IN_USE for part in whole.child_ids)
            )
        )
        emptied.write(vals)
        units.filtered(lambda unit: unit.parent_id in wholes - emptied).write(
            {"parent_id": False}
        )

    def _add_owners(self, day, rows: list[dict]) -> None:
        """End the present owner of these units on ``day`` and add what came then."""
        self._get_open_owners()._close(day)
        Owner = self.env["aftersales.equipment.owner"].sudo()
        # The database lets no second row be open, not even for a moment.
        Owner.flush_model(["date_to"])
        Owner.create(
            [{**row, "equipment_id": unit.id} for unit in self for row in rows]
        )

    def _get_open_owners(self):
        # Nobody but the unit itself writes its history, whoever moves it.
        return (
            self.env["aftersales.equipment.owner"]
            .sudo()
            .search([("equipment_id", "in", self.ids), ("date_to", "=", False)])
        )

    def _keep_owner_history(self) -> None:
        """The open row says who has the unit, also where a person typed it.

        A change of hands writes its rows itself; what is left to do here is a first
        owner, goods that came back by hand, and a customer corrected.
        """
        rows = {row.equipment_id.id: row for row in self._get_open_owners()}
        today = fields.Date.context_today(self)
        to_add: dict[tuple, list[int]] = defaultdict(list)
        for unit in self:
            row = rows.get(unit.id)
            is_back = unit.state == installed_base.RETURNED
            owner = unit.company_id.partner_id if is_back else unit.partner_id
            if row and row.partner_id == owner:
                continue
            if row and owner and not is_back and row.how != installed_base.CAME_BACK:
                row.partner_id = owner
            elif owner:
                how = installed_base.CAME_BACK if is_back else unit._get_first_how()
                day = unit.returned_date if is_back else unit._get_first_day(row)
                to_add[owner.id, day or today, how].append(unit.id)
            elif row:
                row._close(today)
        for (owner_id, day, how), unit_ids in to_add.items():
            row = {"partner_id": owner_id, "date_from": day, "how": how}
            self.browse(unit_ids)._add_owners(day, [row])

    def _get_first_how(self) -> str:
        is_sale = self.sale_line_id or self.delivery_date or self.invoice_date
        return installed_base.SOLD if is_sale else "registered"

    def _get_first_day(self, former) -> date | None:
        """Day on which an owner nobody knows more of got the unit."""
        if former:
            return None
        return self.delivery_date or self.invoice_date or self.acceptance_date
