from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import installed_base


class AftersalesEquipmentTransfer(models.TransientModel):
    """Units change hands between customers, with what proves it.

    Whether the warranty goes along is said by the promise of each unit.
    """

    _name = "aftersales.equipment.transfer"
    _description = "Transfer Units to a New Owner"

    equipment_ids = fields.Many2many(
        "aftersales.equipment",
        string="Units",
        required=True,
        default=lambda self: self._default_equipment_ids(),
    )
    partner_id = fields.Many2one("res.partner", string="New Owner", required=True)
    site_partner_id = fields.Many2one("res.partner", string="Site")
    transfer_date = fields.Date(required=True, default=fields.Date.context_today)
    proof_ids = fields.Many2many(
        "ir.attachment",
        string="Proof",
        help="What shows that the unit changed hands: invoice, contract, letter.",
    )
    note = fields.Char()
    bound_equipment_ids = fields.Many2many(
        "aftersales.equipment",
        string="Without Warranty",
        compute="_compute_bound_equipment_ids",
        help="Units whose warranty stays with the owner of today and ends.",
    )

    @api.model
    def _default_equipment_ids(self):
        is_list = self.env.context.get("active_model") == "aftersales.equipment"
        return self.env.context.get("active_ids") if is_list else False

    @api.depends("equipment_ids")
    def _compute_bound_equipment_ids(self):
        for wizard in self:
            wizard.bound_equipment_ids = wizard.equipment_ids.filtered(
                lambda unit: not unit._is_warranty_transferable()
            )

    def action_transfer(self):
        self.ensure_one()
        self._check_transfer()
        # A piece of the whole goes with it, whatever one may see of it.
        units = self.equipment_ids.sudo()._with_components()
        bound = units.filtered(lambda unit: not unit._is_warranty_transferable())
        for group, is_taken_over in ((units - bound, True), (bound, False)):
            if not group:
                continue
            row = {
                **self._prepare_owner_vals(),
                "is_warranty_taken_over": is_taken_over,
            }
            group._add_owners(self.transfer_date, [row])
            group.write(
                {
                    "partner_id": self.partner_id.id,
                    "site_partner_id": self.site_partner_id.id,
                    "warranty_lost_on": False if is_taken_over else self.transfer_date,
                }
            )
        self._file_proof()
        return {"type": "ir.actions.act_window_close"}

    def _file_proof(self) -> None:
        """What was uploaded here is read by whoever reads the unit."""
        uploaded = self.proof_ids.filtered(lambda proof: not proof.res_id)
        uploaded.write(
            {"res_model": "aftersales.equipment", "res_id": self.equipment_ids[0].id}
        )

    def _check_transfer(self) -> None:
        """Name everything that stands against it, of all units at once."""
        self.equipment_ids.check_access("write")
        problems = []
        if not self.proof_ids:
            problems.append(
                self.env._("Proof is missing: attach what shows the change of hands.")
            )
        if self.transfer_date > fields.Date.context_today(self):
            problems.append(
                self.env._("Transfer Date lies in the future. Transfer the units then.")
            )
        starts = {
            row.equipment_id.id: row.date_from
            for row in self.equipment_ids._get_open_owners()
        }
        for unit in self.equipment_ids:
            start = starts.get(unit.id)
            if unit.state != installed_base.IN_USE:
                problems.append(
                    self.env._("%(unit)s is not in use.", unit=unit.display_name)
                )
            elif unit.partner_id == self.partner_id:
                problems.append(
                    self.env._(
                        "%(unit)s is %(owner)s's already.",
                        unit=unit.display_name,
                        owner=self.partner_id.display_name,
                    )
                )
            elif start and self.transfer_date < start:
                problems.append(
                    self.env._(
                        "%(unit)s has its owner since %(day)s: choose a later Transfer "
                        "Date.",
                        unit=unit.display_name,
                        day=fields.Date.to_string(start),
                    )
                )
        if problems:
            raise UserError("\n".join(problems))

    def _prepare_owner_vals(self) -> dict:
        return {
            "partner_id": self.partner_id.id,
            "date_from": self.transfer_date,
            "how": "transferred",
            "proof_ids": self.proof_ids.ids,
            "note": self.note,
        }
