from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

BATCH = 100


class AftersalesCarePlan(models.Model):
    """Who is due is found, told and noted in batches that commit: a killed run goes on
    behind the last of them, and nobody is told twice."""

    _inherit = "aftersales.care.plan"

    @api.model
    def _cron_send(self) -> None:
        cron = self.env["ir.cron"]
        for plan in self.search(Domain.TRUE):
            while done := plan._send_batch(BATCH):
                if not cron._commit_progress(done):
                    return

    def action_send_now(self):
        """Without waiting for the night."""
        self.check_access("write")
        # Who sets up plans need not have rights on every customer.
        for plan in self.sudo():
            plan._send_batch(BATCH)

    def _send_batch(self, limit: int) -> int:
        """See to at most ``limit`` customers and return of how many it was."""
        self.ensure_one()
        self = self.with_company(self.company_id)
        vals_list = [
            {
                "plan_id": self.id,
                "company_id": self.company_id.id,
                "customer_id": customer,
                "partner_id": partner,
                "event_date": day,
                "equipment_ids": [fields.Command.set(units)],
            }
            for customer, partner, day, units in self._find_due(limit)
        ]
        partners = self.env["res.partner"].browse([v["partner_id"] for v in vals_list])
        now = fields.Datetime.now()
        for vals, partner in zip(vals_list, partners, strict=True):
            reason = self._get_obstacle(partner)
            vals["reason"] = reason
            vals["state"] = "skipped" if reason else "sent"
            vals["sent_at"] = False if reason else now
        messages = self.env["aftersales.care.message"].create(vals_list)
        messages.filtered(lambda message: message.state == "sent")._deliver()
        return len(messages)

    def _get_obstacle(self, partner) -> str | bool:
        if self.channel != "mail":
            return False
        if not partner.email:
            return "no_email"
        return "blacklisted" if partner.is_blacklisted else False

    # -- who is due --------------------------------------------------------------------

    def _find_due(self, limit: int) -> list[tuple]:
        """(customer, person, day of the occasion, units) who have not heard of it yet.

        Of the people of a customer, one with an e-mail address; one query.
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        first = max(self.start_on, fields.Date.subtract(today, days=self.grace_days))
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT person.commercial_partner_id,
                       (ARRAY_AGG(person.id
                                  ORDER BY person.email IS NULL, person.id))[1],
                       due.day,
                       ARRAY_REMOVE(ARRAY_AGG(DISTINCT due.unit_id), NULL)
                  FROM (%(occasions)s) due
                  JOIN res_partner person ON person.id = due.partner_id
                  JOIN res_partner customer
                    ON customer.id = person.commercial_partner_id
                 WHERE due.day BETWEEN %(first)s + %(lead)s AND %(today)s + %(lead)s
                   AND person.active
                   AND customer.active
                   AND person.aftersales_no_care IS NOT TRUE
                   AND customer.aftersales_no_care IS NOT TRUE
                   AND NOT EXISTS (
                        SELECT FROM aftersales_care_message told
                         WHERE told.plan_id = %(plan)s
                           AND told.customer_id = person.commercial_partner_id
                           AND told.event_date = due.day)
              GROUP BY person.commercial_partner_id, due.day
              ORDER BY due.day, person.commercial_partner_id
                 LIMIT %(limit)s
                """,
                occasions=getattr(self, f"_get_{self.occasion}_sql")(today),
                first=first,
                today=today,
                lead=self.lead_days,
                plan=self.id,
                limit=limit,
            )
        )

    def _get_units_sql(self, day: SQL, join=None) -> SQL:
        """Rows (partner_id, day, unit_id) of units in use."""
        return SQL(
            """
            SELECT unit.partner_id, %(day)s AS day, unit.id AS unit_id
              FROM aftersales_equipment unit
              %(join)s
             WHERE unit.company_id = %(company)s
               AND unit.state = 'in_use'
               AND unit.active
            """,
            day=day,
            join=join or SQL(""),
            company=self.company_id.id,
        )

    def _get_festival_sql(self, _today) -> SQL:
        return self._get_units_sql(
            SQL("festival.date"),
            SQL("JOIN aftersales_care_date festival ON festival.plan_id = %s", self.id),
        )

    def _get_anniversary_sql(self, today) -> SQL:
        """The next one from a year ago on: whether it is due now is asked outside."""
        since = fields.Date.subtract(today, days=self.grace_days + 1)
        years = SQL(
            "GREATEST(EXTRACT(YEAR FROM AGE(%s, unit.delivery_date))::int + 1, 1)",
            since,
        )
        return self._get_units_sql(
            SQL("(unit.delivery_date + %s * INTERVAL '1 year')::date", years)
        )

    def _get_warranty_sql(self, _today) -> SQL:
        return self._get_units_sql(SQL("unit.warranty_end_date"))

    def _get_maintenance_sql(self, _today) -> SQL:
        """So many months after the delivery, or the last service that was done."""
        return self._get_units_sql(
            SQL(
                "(GREATEST(unit.delivery_date, served.day)"
                " + %s * INTERVAL '1 month')::date",
                self.months,
            ),
            SQL(
                """
                LEFT JOIN LATERAL (
                    SELECT MAX(COALESCE(service.repaired_at, service.closed_at))::date
                           AS day
                      FROM aftersales_order service
                     WHERE service.equipment_id = unit.id
                       AND service.state != 'cancelled') served ON TRUE
                """
            ),
        )
