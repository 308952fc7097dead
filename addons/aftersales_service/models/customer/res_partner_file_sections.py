from odoo import models
from odoo.tools import format_amount, format_date

SATISFIED = ("very_satisfied", "satisfied")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_file_contacts(self) -> dict:
        """Names, phones and addresses, masked for who has no order with them."""
        names = ("phone", "email", "street", "zip")
        partners = self.search(self._get_file_domain("id"), order="id")
        read = {row["id"]: row for row in partners.read(names)}
        return self._make_section(
            "contacts",
            self.env._("Contacts and Addresses"),
            [
                self.env._("Name"),
                self.env._("Job Position"),
                self.env._("Phone"),
                self.env._("E-mail"),
                self.env._("Address"),
            ],
            partners,
            lambda partner: [
                partner.name or partner.display_name,
                partner.function,
                read[partner.id]["phone"],
                read[partner.id]["email"],
                " ".join(
                    filter(
                        None,
                        [
                            partner.state_id.name,
                            partner.city,
                            read[partner.id]["street"],
                            read[partner.id]["zip"],
                        ],
                    )
                ),
            ],
        )

    def _get_file_goods(self) -> dict:
        lines = self._find_for_file(
            "sale.order.line",
            [
                *self._get_file_domain("order_id.partner_id"),
                ("state", "=", "sale"),
                ("display_type", "=", False),
                ("product_id", "!=", False),
                # What a repair needed stands among the parts supplied.
                ("order_id.aftersales_order_id", "=", False),
            ],
            "id desc",
        )
        return self._make_section(
            "goods",
            self.env._("Goods Ordered"),
            [
                self.env._("Date"),
                self.env._("Order"),
                self.env._("Product"),
                self.env._("Quantity"),
                self.env._("Unit of Measure"),
                self.env._("Weight (kg)"),
            ],
            lines,
            lambda line: [
                format_date(self.env, line.order_id.date_order),
                line.order_id.name,
                line.product_id.display_name,
                f"{line.product_uom_qty:g}",
                line.product_uom_id.name,
                f"{line.product_id.weight * line.product_uom_qty:g}",
            ],
        )

    def _get_file_units(self) -> dict:
        return self._make_section(
            "units",
            self.env._("Units"),
            [
                self.env._("Product"),
                self.env._("Serial Number"),
                self.env._("Delivered"),
                self.env._("Warranty Until"),
            ],
            self._find_for_file("aftersales.equipment", self._get_file_domain()),
            lambda unit: [
                unit.product_id.display_name,
                unit.serial,
                format_date(self.env, unit.delivery_date),
                format_date(self.env, unit.warranty_end_date),
            ],
        )

    def _get_file_reports(self) -> dict:
        """Repair reports and what became of them (报修记录)."""
        return self._make_section(
            "reports",
            self.env._("Repair Reports and Repairs"),
            [
                self.env._("Number"),
                self.env._("Received"),
                self.env._("Type"),
                self.env._("Product"),
                self.env._("What the Customer Said"),
                self.env._("Cause"),
                self.env._("Solution"),
                self.env._("State"),
            ],
            self._find_for_file("aftersales.order", self._get_file_domain()),
            lambda order: [
                order.name,
                format_date(self.env, order.received_at),
                order.type_id.name,
                order.product_id.display_name,
                order.description,
                order.cause_id.name,
                order.solution,
                self._get_file_label(order, "state"),
            ],
        )

    def _find_file_visits(self):
        """Visits that took place; several sections tell of them."""
        return self._find_for_file(
            "aftersales.dispatch",
            [
                *self._get_file_domain("order_id.partner_id"),
                ("finished_at", "!=", False),
            ],
            "finished_at desc, id desc",
        )

    def _get_file_visits(self, visits) -> dict:
        return self._make_section(
            "visits",
            self.env._("Visits"),
            [
                self.env._("Number"),
                self.env._("Date"),
                self.env._("Technicians"),
                self.env._("Work Performed"),
            ],
            visits,
            lambda visit: [
                visit.name,
                format_date(self.env, visit.finished_at),
                ", ".join(visit.technician_ids.mapped("name")),
                visit.work_done,
            ],
        )

    def _get_file_briefings(self, visits) -> dict:
        return self._make_section(
            "briefings",
            self.env._("Training and Briefings"),
            [self.env._("Date"), self.env._("Visit"), self.env._("Type")],
            visits.filtered("briefing_given"),
            lambda visit: [
                format_date(self.env, visit.finished_at),
                visit.name,
                visit.order_id.type_id.name,
            ],
        )

    def _get_file_opinions(self, visits) -> dict:
        return self._make_section(
            "opinions",
            self.env._("Opinions"),
            [
                self.env._("Date"),
                self.env._("Visit"),
                self.env._("Opinion"),
                self.env._("Customer's Words"),
            ],
            visits.filtered("opinion"),
            lambda visit: [
                format_date(self.env, visit.finished_at),
                visit.name,
                self._get_file_label(visit, "opinion"),
                visit.opinion_note,
            ],
        )

    def _get_file_satisfaction(self, visits) -> dict:
        """How often each opinion was given, and the share of satisfied ones."""
        asked = visits.filtered("opinion")
        satisfied = len(asked.filtered(lambda visit: visit.opinion in SATISFIED))
        return {
            "key": "satisfaction",
            "title": self.env._("Satisfaction"),
            "columns": [self.env._("Asked"), self.env._("Satisfied"), "%"],
            "rows": [
                [str(len(asked)), str(satisfied), f"{100 * satisfied / len(asked):.0f}"]
            ]
            if asked
            else [],
            "more": False,
        }

    def _get_file_parts(self) -> dict:
        return self._make_section(
            "parts",
            self.env._("Parts Supplied"),
            [
                self.env._("Date"),
                self.env._("Service Order"),
                self.env._("Product"),
                self.env._("Quantity"),
            ],
            self._find_for_file(
                "stock.move",
                [
                    *self._get_file_domain("aftersales_order_id.partner_id"),
                    ("repair_line_type", "=", "add"),
                    ("state", "=", "done"),
                ],
                "date desc, id desc",
            ),
            lambda move: [
                format_date(self.env, move.date),
                move.aftersales_order_id.name,
                move.product_id.display_name,
                f"{move.quantity:g} {move.product_uom.name}",
            ],
        )

    def _get_file_claims(self) -> dict:
        return self._make_section(
            "claims",
            self.env._("Claims"),
            [
                self.env._("Number"),
                self.env._("Kind"),
                self.env._("Reason"),
                self.env._("State"),
            ],
            self._find_for_file(
                "aftersales.claim",
                [*self._get_file_domain(), ("kind", "!=", "supplier")],
            ),
            lambda claim: [
                claim.name,
                self._get_file_label(claim, "kind"),
                claim.reason,
                self._get_file_label(claim, "state"),
            ],
        )

    def _get_file_invoices(self) -> dict:
        return self._make_section(
            "invoices",
            self.env._("Open Invoices"),
            [
                self.env._("Number"),
                self.env._("Due"),
                self.env._("Amount"),
                self.env._("To Pay"),
            ],
            self._find_for_file(
                "account.move",
                [
                    *self._get_file_domain(),
                    ("move_type", "in", ("out_invoice", "out_refund")),
                    ("state", "=", "posted"),
                    ("payment_state", "in", ("not_paid", "partial")),
                ],
            ),
            lambda move: [
                move.name,
                format_date(self.env, move.invoice_date_due),
                format_amount(self.env, move.amount_total, move.currency_id),
                format_amount(self.env, move.amount_residual, move.currency_id),
            ],
        )
