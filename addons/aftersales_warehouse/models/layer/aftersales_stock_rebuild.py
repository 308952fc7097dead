from odoo import api, fields, models
from odoo.exceptions import UserError

BATCH = 100


class AftersalesStockRebuild(models.Model):
    """Layers of a company made of its moves, and how they compare with those before.

    A job takes the products batch by batch and commits each; it goes on where it was
    stopped, and may be run again at any time.
    """

    _name = "aftersales.stock.rebuild"
    _description = "Rebuild of Stock Layers"
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Product Category",
        help="Only goods of this category and those below. Empty: all goods.",
    )
    state = fields.Selection(
        [("draft", "Not Started"), ("running", "Running"), ("done", "Rebuilt")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    last_product_id = fields.Integer(readonly=True, copy=False)
    product_count = fields.Integer(string="Products", readonly=True, copy=False)
    done_count = fields.Integer(string="Products Done", readonly=True, copy=False)
    finished_at = fields.Datetime(readonly=True, copy=False)
    difference_count = fields.Integer(
        string="Differences Left",
        readonly=True,
        copy=False,
        help="Goods whose layers are still not what the stock says.",
    )
    line_ids = fields.One2many(
        "aftersales.stock.rebuild.line", "rebuild_id", string="Before and After"
    )

    @api.depends("company_id", "create_date")
    def _compute_display_name(self):
        for rebuild in self:
            rebuild.display_name = self.env._(
                "Rebuild %(number)s: %(company)s",
                number=rebuild.id or "",
                company=rebuild.company_id.name or "",
            )

    def action_start(self):
        """Note what is there, and let the job begin."""
        self.check_access("write")
        self.env["aftersales.stock.layer"].browse().check_access("read")
        for rebuild in self:
            if rebuild.state == "running":
                raise UserError(
                    self.env._(
                        "%(rebuild)s is at work already: %(done)s of %(all)s products.",
                        rebuild=rebuild.display_name,
                        done=rebuild.done_count,
                        all=rebuild.product_count,
                    )
                )
            rebuild.sudo()._start()
        self.env.ref("aftersales_warehouse.ir_cron_rebuild_layers")._trigger()

    def _start(self) -> None:
        self.line_ids.unlink()
        self.write(
            {
                "state": "running",
                "last_product_id": 0,
                "done_count": 0,
                "finished_at": False,
                "product_count": len(self._get_next_products(None)),
            }
        )
        self._note("before")

    def _get_next_products(self, limit):
        """Storable products with done moves, from where the job was stopped."""
        domain = [
            ("is_storable", "=", True),
            ("id", ">", self.last_product_id),
            ("stock_move_ids", "any", self._get_moves_domain()),
        ]
        if self.categ_id:
            domain.append(("categ_id", "child_of", self.categ_id.id))
        products = self.env["product.product"].with_context(active_test=False)
        return products.search(domain, order="id", limit=limit)

    def _get_moves_domain(self) -> list:
        return [("state", "=", "done"), ("company_id", "=", self.company_id.id)]

    def _rebuild_batch(self) -> int:
        """Rebuild the next products and say how many they were."""
        self.ensure_one()
        products = self._get_next_products(BATCH)
        if products:
            layers = self.env["aftersales.stock.layer"].with_company(self.company_id)
            layers._rebuild(self.company_id, products)
            self.last_product_id = products[-1].id
            self.done_count += len(products)
        else:
            self._finish()
        return len(products)

    def _finish(self) -> None:
        self._note("after")
        differences = self.env["aftersales.stock.difference"]
        differences._check(self.company_id)
        self.write(
            {
                "state": "done",
                "finished_at": fields.Datetime.now(),
                "difference_count": differences.search_count(
                    [("company_id", "=", self.company_id.id)]
                ),
            }
        )

    def _note(self, when: str) -> None:
        """Quantity, value and allowance by warehouse, before or after."""
        lines = {line.warehouse_id: line for line in self.line_ids}
        domain = [
            ("company_id", "=", self.company_id.id),
            ("remaining_quantity", ">", 0),
        ]
        if self.categ_id:
            domain.append(("categ_id", "child_of", self.categ_id.id))
        for warehouse, number, quantity, value, allowance in self.env[
            "aftersales.stock.layer"
        ]._read_group(
            domain,
            ["warehouse_id"],
            ["__count", "remaining_quantity:sum", "value:sum", "allowance:sum"],
        ):
            if warehouse not in lines:
                lines[warehouse] = lines.get(warehouse) or self.line_ids.create(
                    {"rebuild_id": self.id, "warehouse_id": warehouse.id}
                )
            lines[warehouse].write(
                {
                    f"layers_{when}": number,
                    f"quantity_{when}": quantity,
                    f"value_{when}": value,
                    f"allowance_{when}": allowance,
                }
            )

    @api.model
    def _cron_rebuild(self) -> None:
        """Batch by batch; a killed job leaves its last batch to be done."""
        cron = self.env["ir.cron"]
        for rebuild in self.search([("state", "=", "running")], order="id"):
            cron._commit_progress(remaining=rebuild.product_count - rebuild.done_count)
            while done := rebuild._rebuild_batch():
                if not cron._commit_progress(done):
                    return
            cron._commit_progress()
