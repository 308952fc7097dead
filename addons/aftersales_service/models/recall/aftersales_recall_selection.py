import json

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import recall_flow, territory

HIT = (
    *("equipment_id", "lot_id", "product_id", "serial", "partner_id", "region_id"),
    *("location_id", "place", "is_in_house", "quantity"),
)
# Where a unit is may change until it is done; which unit it is may not.
MOVING = ("partner_id", "region_id", "location_id", "place", "is_in_house", "quantity")


class AftersalesRecall(models.Model):
    """Fixing the units of a recall: one statement, and again for what came later."""

    _inherit = "aftersales.recall"

    preview_count = fields.Integer(
        string="Would Affect",
        compute="_compute_preview",
        help="Units and stock that the rows mean now, before they are fixed.",
    )
    preview_note = fields.Char(string="Of These", compute="_compute_preview")

    def _compute_preview(self):
        """Asked of the database for a draft only, where somebody looks at it."""
        places = dict(
            self.env["aftersales.recall.line"]
            ._fields["place"]
            ._description_selection(self.env)
        )
        for recall in self:
            counts = recall._count_hits()
            recall.preview_count = sum(counts.values())
            recall.preview_note = ", ".join(
                f"{places[place]}: {count}" for place, count in sorted(counts.items())
            )

    def _count_hits(self) -> dict[str, int]:
        """How many units and stock would be affected, by where they are."""
        self.ensure_one()
        saved = self._origin
        if not saved.criterion_ids or saved.state in recall_flow.FIXED_STATES:
            return {}
        self._prepare_selection()
        rows = self.env.execute_query(
            SQL(
                "SELECT place, COUNT(*) FROM (%s) hit GROUP BY place", saved._get_hits()
            )
        )
        return dict(rows)

    def action_refresh(self):
        """Look for units that came, or that a further row means; none is dropped."""
        self._check_step_role("refresh")
        found = self._select_units()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(count)d units were added.", count=found),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _cron_refresh(self) -> None:
        """What was made, delivered or put on file since is affected as well."""
        cron = self.env["ir.cron"]
        recalls = self.search([("state", "in", recall_flow.ACTIVE_STATES)])
        cron._commit_progress(remaining=len(recalls))
        for recall in recalls:
            recall._select_units()
            if not cron._commit_progress(1):
                return

    def _select_units(self) -> int:
        """Add the units that are meant and not listed yet; say how many.

        Those that are listed stay, whatever became of the rows; where they are now is
        brought up to date while they are open.
        """
        found = 0
        self._prepare_selection()
        for recall in self.filtered(
            lambda recall: (
                recall.state in recall_flow.ACTIVE_STATES and recall.criterion_ids
            )
        ):
            recall._follow_lines()
            found += len(self.env.execute_query(recall._get_insert()))
        self.env.invalidate_all(flush=False)
        self._assign_outlets()
        return found

    def _prepare_selection(self) -> None:
        """The statement has many branches of which few have rows: compiling them
        would take longer than running them."""
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL jit = off")

    def _get_insert(self) -> SQL:
        columns = SQL(", ").join(map(SQL.identifier, HIT))
        return SQL(
            """
            INSERT INTO aftersales_recall_line
                   (recall_id, company_id, state, done_at, create_uid, create_date,
                    write_uid, write_date, %(columns)s)
            SELECT %(recall)s, %(company)s,
                   CASE WHEN hit.place = 'scrapped' THEN 'done' ELSE 'found' END,
                   CASE WHEN hit.place = 'scrapped' THEN %(now)s END,
                   %(user)s, %(now)s, %(user)s, %(now)s, %(columns)s
              FROM (%(hits)s) hit
             ORDER BY hit.product_id, hit.serial
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            columns=columns,
            recall=self.id,
            company=self.company_id.id,
            now=fields.Datetime.now(),
            user=self.env.uid,
            hits=self._get_hits(),
        )

    def _follow_lines(self) -> None:
        """Where units on file are now; other goods get a row where they come to."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE aftersales_recall_line line
                   SET (%(columns)s) = ROW(%(values)s),
                       outlet_id = CASE
                           WHEN line.partner_id IS NOT DISTINCT FROM hit.partner_id
                               THEN line.outlet_id END
                  FROM (%(hits)s) hit
                 WHERE line.recall_id = %(recall)s AND line.state != 'done'
                   AND line.equipment_id = hit.equipment_id
                   AND (%(ours)s) IS DISTINCT FROM (%(values)s)
                """,
                columns=SQL(", ").join(map(SQL.identifier, MOVING)),
                values=SQL(", ").join(SQL.identifier("hit", name) for name in MOVING),
                ours=SQL(", ").join(SQL.identifier("line", name) for name in MOVING),
                hits=self._get_hits(),
                recall=self.id,
            )
        )

    # -- which outlet sees to a unit -------------------------------------------------
    def _assign_outlets(self) -> None:
        """Outlet of each unit: by the customer's address, of stock by its warehouse.

        Addresses are asked once each, however many units stand there.
        """
        for recall in self:
            addresses = recall._get_addresses()
            territories = self.env["aftersales.outlet"]._get_territories(
                recall.company_id.ids
            )
            matches = {
                address: territory.find_outlet(
                    territories.get(recall.company_id.id, ()),
                    territory.Address(*address[:2], state=address[2] or False),
                    order_type=recall.order_type_id.id,
                    default=recall.company_id.aftersales_default_outlet_id.id,
                ).outlet
                for address in addresses
            }
            recall._write_outlets({key: to for key, to in matches.items() if to})
        self._write_stock_outlets()
        self.env["aftersales.recall.line"].invalidate_model(["outlet_id"])

    def _get_addresses(self) -> list[tuple]:
        """Zip, city and province of customers whose units have no outlet yet."""
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT COALESCE(p.zip, ''), COALESCE(p.city, ''), p.state_id
                  FROM aftersales_recall_line line
                  LEFT JOIN aftersales_equipment e ON e.id = line.equipment_id
                  JOIN res_partner p
                    ON p.id = COALESCE(e.site_partner_id, line.partner_id)
                 WHERE line.recall_id = %s AND line.outlet_id IS NULL
                """,
                self.id,
            )
        )

    def _write_outlets(self, outlets: dict) -> None:
        """Looked up row by row: of rows that were just written the planner knows
        nothing, and any join may compare all with all.

        :param outlets: (zip, city, province) -> outlet
        """
        if not outlets:
            return
        by_address = {
            "\t".join([zip_code, city, str(state or "")]): outlet
            for (zip_code, city, state), outlet in outlets.items()
        }
        self.env.cr.execute(
            SQL(
                """
                UPDATE aftersales_recall_line line
                   SET outlet_id = (%(outlets)s::jsonb ->> (
                           SELECT CONCAT(p.zip, E'\\t', p.city, E'\\t', p.state_id)
                             FROM res_partner p
                            WHERE p.id = COALESCE(
                                (SELECT e.site_partner_id
                                   FROM aftersales_equipment e
                                  WHERE e.id = line.equipment_id),
                                line.partner_id)
                       ))::integer
                 WHERE line.recall_id = %(recall)s AND line.outlet_id IS NULL
                   AND (line.equipment_id IS NOT NULL OR line.partner_id IS NOT NULL)
                """,
                outlets=json.dumps(by_address),
                recall=self.id,
            )
        )

    def _write_stock_outlets(self) -> None:
        self.env.cr.execute(
            SQL(
                """
                UPDATE aftersales_recall_line line
                   SET outlet_id = o.id
                  FROM stock_location loc
                  JOIN aftersales_outlet o ON o.warehouse_id = loc.warehouse_id
                 WHERE line.location_id = loc.id AND line.outlet_id IS NULL
                   AND line.is_in_house AND line.recall_id = ANY(%s)
                """,
                self.ids,
            )
        )
