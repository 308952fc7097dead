from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.aftersales_service.tools.evidence import (
    COMPANY,
    LINKED,
    OUTLET,
    SAMPLED,
    Item,
    Proposal,
)
from odoo.addons.aftersales_service.tools.outlet_papers import PARTNER_KINDS

ACTIVE = Domain("state", "=", "active")


class AftersalesEvidence(models.AbstractModel):
    """The network: where customers are there is an outlet, with papers in order."""

    _inherit = "aftersales.evidence"

    @api.model
    def _get_evidence_names(self):
        return {
            **super()._get_evidence_names(),
            "area_covered": self.env._("Regions of customers with an outlet"),
            "outlet_contracts": self.env._("Partner outlets under contract"),
            "outlet_papers": self.env._("Outlets whose papers are in order"),
            "outlet_premises": self.env._("Outlets with address and hours"),
            "outlet_stocks": self.env._("Outlets with a warehouse of their own"),
            "outlets_published": self.env._("Outlets shown on the website"),
            "outlets_evaluated": self.env._("Outlets given a scorecard"),
        }

    @api.model
    def _get_outlets(self, hits, domain=Domain.TRUE):
        return self._of_company("aftersales.outlet", ACTIVE & domain, hits)

    @api.model
    def _evidence_area_covered(self, audit, period):
        """Provinces that calls of the period came from, and those of active outlets."""
        orders = self._get_kpi()._get_orders("received_at", *period).domain
        query = self.env["aftersales.order"]._search(orders)
        site = query.left_join(
            "aftersales_order", "site_partner_id", "res_partner", "id", "site"
        )
        region = SQL.identifier(site, "state_id")
        query.add_where(SQL("%s IS NOT NULL", region))
        rows = self.env.execute_query(query.select(SQL("DISTINCT %s", region)))
        regions = {row[0] for row in rows}
        outlets = self.env["aftersales.outlet"].search(
            self._get_outlets(Domain.TRUE).domain
        )
        covered = regions & set((outlets.state_ids | outlets.address_state_id).ids)
        title = self._get_evidence_names()["area_covered"]
        missing = tuple(sorted(regions - covered))
        items = (
            Item(
                title,
                None,
                len(covered),
                "aftersales.outlet",
                tuple(outlets[:LINKED].ids),
            ),
            *(
                [
                    Item(
                        self.env._("Regions without an outlet"),
                        None,
                        len(missing),
                        "res.country.state",
                        missing,
                    )
                ]
                if missing
                else []
            ),
        )
        return {
            COMPANY: Proposal(
                SAMPLED,
                self._describe(title, len(regions), len(covered)),
                len(regions),
                len(covered),
                items,
            )
        }

    @api.model
    def _evidence_outlet_contracts(self, audit, period):
        """Signed, and in force on the last day."""
        in_force = (
            Domain("state", "=", "signed")
            & Domain("date_start", "<=", period[1])
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", period[1]))
        )
        records = self._get_outlets(
            Domain("contract_ids", "any", in_force), Domain("kind", "in", PARTNER_KINDS)
        )
        return self._count("outlet_contracts", audit, records)

    @api.model
    def _evidence_outlet_papers(self, audit, period):
        """What the kind of each outlet asks for, as of today: papers and requirements
        are read once for all outlets."""
        outlets = self.env["aftersales.outlet"].search(
            self._get_outlets(Domain.TRUE).domain
        )
        title = self._get_evidence_names()["outlet_papers"]
        gaps = outlets._get_paper_gaps()

        def judge(some):
            bad = some.filtered(lambda outlet: gaps[outlet])
            good = some - bad
            items = [Item(title, None, len(good), some._name, tuple(good[:LINKED].ids))]
            if bad:
                missed = self.env._("%(title)s: no", title=title)
                items.append(
                    Item(missed, None, len(bad), some._name, tuple(bad[:LINKED].ids))
                )
            reason = self._describe(title, len(some), len(good))
            return Proposal(SAMPLED, reason, len(some), len(good), tuple(items))

        return {
            COMPANY: judge(outlets),
            **{f"{OUTLET}:{one.id}": judge(one) for one in outlets & audit.outlet_ids},
        }

    @api.model
    def _evidence_outlet_premises(self, audit, period):
        records = self._get_outlets(
            Domain("partner_id", "!=", False) & Domain("calendar_id", "!=", False)
        )
        return self._count("outlet_premises", audit, records)

    @api.model
    def _evidence_outlet_stocks(self, audit, period):
        records = self._get_outlets(Domain("warehouse_id", "!=", False))
        return self._count("outlet_stocks", audit, records)

    @api.model
    def _evidence_outlets_published(self, audit, period):
        records = self._get_outlets(Domain("is_published", "=", True))
        return self._count("outlets_published", audit, records)

    @api.model
    def _evidence_outlets_evaluated(self, audit, period):
        cards = self.env["aftersales.outlet.scorecard"]._search(
            self._on_days("date_to", period) & Domain("state", "!=", "computed")
        )
        rated = cards.subselect(SQL.identifier(cards.table, "outlet_id"))
        records = self._get_outlets(Domain("id", "in", rated))
        return self._count("outlets_evaluated", audit, records)
