from odoo import Command, fields, models


class AftersalesLoan(models.Model):
    """The goods of a loan: out of the store to the loan location, and back.

    Both ways are transfers of the host, made and done by the step itself.
    """

    _inherit = "aftersales.loan"

    lend_picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer Out",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    return_picking_id = fields.Many2one(
        "stock.picking",
        string="Transfer Back",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    scrap_id = fields.Many2one(
        "stock.scrap", check_company=True, readonly=True, copy=False
    )

    def _is_on_loan(self, location) -> bool:
        """Is this the place of what customers have?"""
        return location == self.company_id.aftersales_loan_location_id

    # -- what is missing ------------------------------------------------------------
    def _get_missing_fields(self, names, step: str) -> list[str]:
        """A word for each empty field that ``step`` needs."""
        return [
            self.env._(
                "%(loan)s: fill in %(field)s before “%(step)s”.",
                loan=loan.display_name,
                field=loan._fields[name]._description_string(self.env),
                step=self._get_step_label(step),
            )
            for loan in self
            for name in ([names] if isinstance(names, str) else names)
            if not loan[name]
        ]

    def _get_lend_problems(self) -> list[str]:
        problems = self._get_missing_fields(("due_date", "condition_out"), "lend")
        serial = self.filtered(lambda loan: loan.tracking == "serial")
        problems += serial._get_missing_fields("lot_id", "lend")
        problems += [
            self.env._(
                "%(loan)s: set Loan Location in Settings ▸ After-Sales.",
                loan=loan.display_name,
            )
            for loan in self
            if not loan.company_id.aftersales_loan_location_id
        ]
        return problems or self._get_stock_problems()

    def _get_stock_problems(self) -> list[str]:
        """What is not free in the store it shall be lent from."""
        free = self._get_free_quantities()
        problems = []
        for loan in self:
            key = (loan.product_id, loan.lot_id, loan.location_id)
            free[key] = free.get(key, 0.0) - 1.0
            if free[key] < 0:
                problems.append(loan._get_stock_problem())
        return problems

    def _get_free_quantities(self) -> dict:
        """Pieces that are not reserved, by product, number and store; one query.

        A store counts with the shelves in it.
        """
        rows = self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", self.product_id.ids),
                ("location_id", "child_of", self.location_id.ids),
            ],
            ["product_id", "lot_id", "location_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        free: dict = {}
        stores = self.location_id
        for product, lot, location, quantity, reserved in rows:
            for store in stores:
                if location.parent_path.startswith(store.parent_path):
                    key = (product, lot, store)
                    free[key] = free.get(key, 0.0) + quantity - reserved
        return free

    def _get_stock_problem(self) -> str:
        self.ensure_one()
        values = {
            "loan": self.display_name,
            "unit": self._get_unit_name(),
            "store": self.location_id.display_name,
        }
        other = self.search(
            [("lot_id", "=", self.lot_id.id), ("state", "=", "lent")], limit=1
        )
        if self.lot_id and other:
            return self.env._(
                "%(loan)s: %(unit)s is lent already (%(other)s). Choose another one, "
                "or take that one back first.",
                other=other.name,
                **values,
            )
        return self.env._(
            "%(loan)s: %(unit)s is not free in %(store)s. Choose the store it lies in, "
            "or another unit.",
            **values,
        )

    def _get_unit_name(self) -> str:
        return " · ".join(
            filter(None, (self.product_id.display_name, self.lot_id.name))
        )

    # -- transfers ---------------------------------------------------------------------
    def _move_out(self) -> None:
        for loan, picking in self._transfer("out").items():
            loan.lend_picking_id = picking

    def _move_back(self) -> None:
        for loan, picking in self._transfer("back").items():
            loan.return_picking_id = picking

    def _transfer(self, way: str) -> dict:
        """Make and do the transfers of all loans: {loan: picking}."""
        pickings = self.env["stock.picking"].create(
            [loan._prepare_picking_vals(way) for loan in self]
        )
        pickings._action_done()
        return dict(zip(self, pickings, strict=True))

    def _prepare_picking_vals(self, way: str) -> dict:
        self.ensure_one()
        held = (
            self.scrap_id.scrap_location_id
            if self.state == "lost"
            else self.company_id.aftersales_loan_location_id
        )
        source, destination = (
            (self.location_id, held) if way == "out" else (held, self.location_id)
        )
        places = {"location_id": source.id, "location_dest_id": destination.id}
        product = {
            "product_id": self.product_id.id,
            "company_id": self.company_id.id,
            **places,
        }
        return {
            **places,
            "partner_id": self.partner_id.id,
            "picking_type_id": self._get_picking_type().id,
            "company_id": self.company_id.id,
            "origin": self.name,
            "move_ids": [
                Command.create(
                    {
                        **product,
                        "product_uom": self.product_id.uom_id.id,
                        "product_uom_qty": 1.0,
                        "origin": self.name,
                        "picked": True,
                        "move_line_ids": [
                            Command.create(
                                {
                                    **product,
                                    "product_uom_id": self.product_id.uom_id.id,
                                    "lot_id": self.lot_id.id,
                                    "quantity": 1.0,
                                }
                            )
                        ],
                    }
                )
            ],
        }

    def _get_picking_type(self):
        """Internal transfers of the warehouse that the store belongs to."""
        warehouse = self.location_id.warehouse_id or self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        return warehouse.int_type_id

    def _scrap(self) -> None:
        scraps = self.env["stock.scrap"].create(
            [loan._prepare_scrap_vals() for loan in self]
        )
        for loan, scrap in zip(self, scraps, strict=True):
            loan.scrap_id = scrap
        scraps.do_scrap()

    def _prepare_scrap_vals(self) -> dict:
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "origin": self.name,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id,
            "scrap_qty": 1.0,
            "location_id": self.company_id.aftersales_loan_location_id.id,
        }

    def action_view_transfers(self):
        self.ensure_one()
        pickings = self.lend_picking_id | self.return_picking_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        action["domain"] = [("id", "in", pickings.ids)]
        action["context"] = {}
        return action
