from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

BATCH = 500


class AftersalesEquipmentBuild(models.Model):
    """One run that builds the installed base of a company from its past deliveries.

    Every number that went to a customer gets its unit, with the life its movements
    tell: sold, came back, sold again. A number that has a unit is left alone, so a run
    may be repeated. Batches are committed one by one in the background and walk along
    the numbers; a run that is killed goes on behind its last batch.
    """

    _name = "aftersales.equipment.build"
    _description = "Installed Base from Past Deliveries"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    started_at = fields.Datetime(readonly=True, copy=False)
    ended_at = fields.Datetime(readonly=True, copy=False, index=True)
    last_lot_id = fields.Integer(
        string="Reached", readonly=True, copy=False, help="Id of the last number seen."
    )
    delivered_count = fields.Integer(
        string="Numbers Delivered",
        readonly=True,
        copy=False,
        help="Serial numbers that went to a customer, of products whose pieces become "
        "units.",
    )
    known_count = fields.Integer(
        string="On File",
        readonly=True,
        copy=False,
        help="Those of them that have a unit: left alone.",
    )
    missing_count = fields.Integer(string="To Make", readonly=True, copy=False)
    made_count = fields.Integer(string="Units Made", readonly=True, copy=False)
    returned_count = fields.Integer(
        string="With Us",
        readonly=True,
        copy=False,
        help="Units made of goods that came back since.",
    )

    @api.depends("company_id", "create_date")
    def _compute_name(self):
        for run in self:
            run.name = run.company_id.display_name

    # -- steps ------------------------------------------------------------------------

    def action_count(self):
        """Say what a run would do; nothing is made."""
        for run in self:
            delivered, missing = run._count_numbers()
            run.write(
                {
                    "delivered_count": delivered,
                    "known_count": delivered - missing,
                    "missing_count": missing,
                }
            )

    def action_start(self):
        """Have the units made in the background, from the first number on."""
        running = self.filtered(lambda run: run.started_at and not run.ended_at)
        if running:
            raise UserError(
                self.env._(
                    "A run of %(companies)s is under way. Stop it before you start "
                    "anew.",
                    companies=", ".join(running.company_id.mapped("name")),
                )
            )
        self.action_count()
        self.write(
            {
                "started_at": fields.Datetime.now(),
                "ended_at": False,
                "last_lot_id": 0,
                "made_count": 0,
                "returned_count": 0,
            }
        )
        self._get_cron()._trigger()

    def action_stop(self):
        """End the run after the batch it is at; what is made stays."""
        self.filtered(lambda run: not run.ended_at).ended_at = fields.Datetime.now()

    def action_view_units(self):
        self.ensure_one()
        return self.env["aftersales.equipment"]._get_list_action(
            [
                ("source", "=", "past_delivery"),
                ("company_id", "=", self.company_id.id),
            ]
        )

    @api.model
    def _get_cron(self):
        # Who may start a run need not see the scheduler.
        return self.env.ref("aftersales_service.ir_cron_build_units").sudo()

    # -- work -------------------------------------------------------------------------

    @api.model
    def _cron_build(self) -> None:
        """Work on the runs under way, batch by batch."""
        cron = self.env["ir.cron"]
        runs = self.search([("started_at", "!=", False), ("ended_at", "=", False)])
        left = sum(run.missing_count - run.made_count for run in runs)
        cron._commit_progress(remaining=max(left, 0))
        for run in runs:
            # A day is that of the person who started the run.
            run = run.with_context(tz=run.create_uid.tz)
            while not run.ended_at:
                done = run._build_batch(BATCH)
                if not cron._commit_progress(done):
                    return

    def _build_batch(self, limit: int) -> int:
        """Make the units of the next ``limit`` numbers; return how many were seen."""
        self.ensure_one()
        lots = self._get_next_lots(limit)
        if not lots:
            self.ended_at = fields.Datetime.now()
            return 0
        lines = self.env["stock.move.line"].search(
            [
                ("lot_id", "in", lots.ids),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "done"),
                "|",
                ("location_id.usage", "=", "customer"),
                ("location_dest_id.usage", "=", "customer"),
            ]
        )
        # No creation notice for hundreds of thousands of units.
        units = lines.with_context(tracking_disable=True)._follow_units("past_delivery")
        self.write(
            {
                "last_lot_id": lots[-1].id,
                "made_count": self.made_count
                + len(units.filtered(lambda unit: unit.source == "past_delivery")),
                "returned_count": self.returned_count
                + len(units.filtered(lambda unit: unit.state == "returned")),
            }
        )
        return len(lots)

    def _get_next_lots(self, limit: int):
        """Delivered numbers without a unit, behind the last one seen."""
        rows = self.env.execute_query(
            SQL(
                "SELECT lot.id %s AND lot.id > %s AND NOT %s ORDER BY lot.id LIMIT %s",
                self._from_delivered(),
                self.last_lot_id,
                self._is_known(),
                limit,
            )
        )
        return self.env["stock.lot"].browse(row[0] for row in rows)

    def _count_numbers(self) -> tuple[int, int]:
        """Delivered numbers, and those of them that have no unit."""
        self.ensure_one()
        return self.env.execute_query(
            SQL(
                "SELECT count(*), count(*) FILTER (WHERE NOT %s) %s",
                self._is_known(),
                self._from_delivered(),
            )
        )[0]

    def _from_delivered(self) -> SQL:
        """Numbers of serviced products that went out to a customer of the company."""
        self.env["stock.move.line"].flush_model()
        self.env["product.template"].flush_model(["tracking", "is_serviced"])
        return SQL(
            """
              FROM stock_lot lot
              JOIN product_product product ON product.id = lot.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
             WHERE template.tracking = 'serial'
               AND template.is_serviced
               AND EXISTS (
                   SELECT
                     FROM stock_move_line line
                     JOIN stock_location source ON source.id = line.location_id
                     JOIN stock_location target ON target.id = line.location_dest_id
                    WHERE line.lot_id = lot.id
                      AND line.company_id = %s
                      AND line.state = 'done'
                      AND source.usage <> 'customer'
                      AND target.usage = 'customer'
               )
            """,
            self.company_id.id,
        )

    def _is_known(self) -> SQL:
        """Has the number a unit, by its lot or by what a person typed?"""
        self.env["aftersales.equipment"].flush_model()
        return SQL(
            """
            (EXISTS (SELECT FROM aftersales_equipment unit
                      WHERE unit.lot_id = lot.id AND unit.company_id = %(company)s)
             OR EXISTS (SELECT FROM aftersales_equipment unit
                         WHERE unit.serial = lot.name
                           AND unit.product_id = lot.product_id
                           AND unit.company_id = %(company)s))
            """,
            company=self.company_id.id,
        )
