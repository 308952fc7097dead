from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.aftersales_service.tools import territory

from ...tools import part_demand


class AftersalesPartProposal(models.Model):
    """How proposals are reckoned: one statement for units, one for use."""

    _inherit = "aftersales.part.proposal"

    def action_reckon(self):
        """Reckon anew for the companies one works in."""
        self._check_deciders()
        for company in self.env.companies:
            self.sudo()._reckon(company)
        return self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_warehouse.aftersales_part_proposal_action"
        )

    @api.model
    def _cron_reckon(self) -> None:
        companies = self.env["res.company"].search(Domain.TRUE)
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        for company in companies:
            self._reckon(company)
            if not self.env["ir.cron"]._commit_progress(1):
                return

    @api.model
    def _reckon(self, company) -> None:
        """Proposals of a company; run again on the same facts, nothing changes."""
        policies = self.env["aftersales.part.policy"].search(
            [("company_id", "in", (False, company.id))]
        )
        if not policies:
            return
        today = fields.Date.context_today(self)
        wanted: dict[tuple, dict] = {}
        units = self._read_units(company)
        field_units: dict[int, float] = defaultdict(float)
        for (_outlet, product), count in units.items():
            field_units[product] += count
        stores = self._get_stores(company)
        for part, models_used, policy, used in self._read_use(company, policies, today):
            everywhere = sum(field_units[model] for model in models_used)
            for outlet, places in stores.items():
                here = sum(units.get((outlet.id, model), 0.0) for model in models_used)
                for place, is_van, share in places:
                    if is_van and not policy.for_vans:
                        continue
                    proposal = part_demand.propose(
                        part_demand.Facts(
                            here * share, used, everywhere, policy.history_days
                        ),
                        policy._to_plain(is_van),
                    )
                    wanted[place, part] = {
                        "outlet_id": outlet.id,
                        "is_van": is_van,
                        "policy_id": policy.id,
                        "unit_count": here * share,
                        "used_count": used,
                        "rate": proposal.rate,
                        "lead_demand": proposal.lead_demand,
                        "min_proposed": proposal.minimum,
                        "max_proposed": proposal.maximum,
                    }
        self._store(company, wanted, today)

    @api.model
    def _read_units(self, company) -> dict[tuple[int, int], float]:
        """Units in the field by outlet and product: {(outlet, product): count}.

        Whom no outlet looks after belongs to the one whose territory he lives in.
        """
        territories = self.env["aftersales.outlet"]._get_territories(company.ids)
        known = territories.get(company.id, [])
        repair = self.env.ref("aftersales_service.order_type_repair")
        by_address: dict = {}
        units: dict = defaultdict(float)
        for outlet_id, product_id, *place, count in self.env.execute_query(
            self._get_units_sql(company)
        ):
            address = territory.Address(*(part or "" for part in place))
            if not outlet_id and address not in by_address:
                by_address[address] = territory.find_outlet(
                    known, address, repair.id
                ).outlet
            outlet_id = outlet_id or by_address[address]
            if outlet_id:
                units[outlet_id, product_id] += count
        return units

    @api.model
    def _get_units_sql(self, company) -> SQL:
        self.env["aftersales.equipment"].flush_model()
        self.env["res.partner"].flush_model(["zip", "city", "state_id"])
        return SQL(
            """
            SELECT unit.outlet_id, unit.product_id, site.zip, site.city, site.state_id,
                   COUNT(*)
              FROM aftersales_equipment unit
              JOIN res_partner site
                ON site.id = COALESCE(unit.site_partner_id, unit.partner_id)
             WHERE unit.company_id = %s AND unit.state = 'in_use' AND unit.active
             GROUP BY 1, 2, 3, 4, 5
            """,
            company.id,
        )

    @api.model
    def _get_stores(self, company) -> dict:
        """Each outlet's own stock, and its vans with their share of its work."""
        outlets = self.env["aftersales.outlet"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "active"),
                ("warehouse_id", "!=", False),
            ]
        )
        stores = {}
        for outlet in outlets:
            vans = outlet.technician_ids.sudo().aftersales_van_location_id
            stores[outlet] = [
                (outlet.warehouse_id.lot_stock_id, False, 1.0),
                *((van, True, 1.0 / len(vans)) for van in vans),
            ]
        return stores

    @api.model
    def _read_use(self, company, policies, today):
        """(part, products it was put into, policy, pieces), a statement each policy.

        A part belongs to the first policy that fits it.
        """
        done: set[int] = set()
        for policy in policies:
            since = today - timedelta(days=policy.history_days)
            use: dict = defaultdict(lambda: [set(), 0.0])
            rows = self.env.execute_query(self._get_use_sql(company, since))
            for part_id, product_id, quantity in rows:
                use[part_id][0].add(product_id)
                use[part_id][1] += quantity
            for part in self.env["product.product"].browse(use):
                if part.id not in done and policy._fits(part, company):
                    done.add(part.id)
                    yield part, use[part.id][0], policy, use[part.id][1]

    @api.model
    def _get_use_sql(self, company, since) -> SQL:
        """Pieces that repairs of service orders put in, by part and product."""
        self.env["stock.move"].flush_model()
        self.env["aftersales.order"].flush_model(["product_id"])
        return SQL(
            """
            SELECT move.product_id, service.product_id, SUM(move.quantity)
              FROM stock_move move
              JOIN aftersales_order service ON service.id = move.aftersales_order_id
              JOIN product_product part ON part.id = move.product_id
              JOIN product_template template
                ON template.id = part.product_tmpl_id AND template.is_storable
             WHERE move.repair_line_type = 'add'
               AND move.state = 'done'
               AND move.company_id = %(company)s
               AND move.date >= %(since)s
               AND service.product_id IS NOT NULL
             GROUP BY move.product_id, service.product_id
            """,
            company=company.id,
            since=since,
        )

    @api.model
    def _store(self, company, wanted: dict, today) -> None:
        """Write what is proposed; what nobody needs goes, unless it was decided."""
        known = {
            (line.location_id, line.product_id): line
            for line in self.search([("company_id", "=", company.id)])
        }
        points = {
            (point.location_id, point.product_id): point
            for point in self.env["stock.warehouse.orderpoint"].search(
                [("company_id", "=", company.id)]
            )
        }
        fresh = []
        for key, vals in wanted.items():
            point = points.get(key)
            bounds = (
                point.product_min_qty if point else 0.0,
                point.product_max_qty if point else 0.0,
            )
            vals.update(
                orderpoint_id=point.id if point else False,
                min_now=bounds[0],
                max_now=bounds[1],
            )
            proposed = (vals["min_proposed"], vals["max_proposed"])
            line = known.pop(key, None)
            if proposed == bounds:
                if line and line.state == "open":
                    line.unlink()
                continue
            if line is None:
                fresh.append(
                    {
                        **vals,
                        "company_id": company.id,
                        "location_id": key[0].id,
                        "product_id": key[1].id,
                        "reckoned_on": today,
                    }
                )
            elif line._differs(vals):
                # Facts have changed: it is to be decided anew.
                line.write({**vals, "reckoned_on": today, "state": "open"})
        self.union(*known.values()).filtered(lambda line: line.state == "open").unlink()
        self.create(fresh)

    def _differs(self, vals: dict) -> bool:
        self.ensure_one()
        return any(
            abs(self[name] - vals[name]) > part_demand.CRUMB
            for name in ("min_proposed", "max_proposed")
        )
