from odoo import fields, models
from odoo.tools import SQL

from ...tools import stocktake_flow

SHEET = "aftersales_warehouse.action_report_stocktake"


class AftersalesStocktake(models.Model):
    """Who signs the sheet, and how it gets to head office."""

    _inherit = "aftersales.stocktake"

    _signed_fields = frozenset(
        {"warehouse_id", "location_id", "date", "kind", "uncounted_reason"}
    )

    def _get_signed_content(self) -> dict:
        return {
            "name": self.name,
            "warehouse": self.warehouse_id.id,
            "place": self.location_id.id,
            "date": self.date,
            "kind": self.kind,
            "uncounted": self.uncounted_reason or "",
            "lines": self._get_lines_digest(),
        }

    def _get_lines_digest(self) -> str:
        """What all lines say, in one statement: a sheet may have 100 000 of them."""
        self.line_ids.flush_model()
        [(digest,)] = self.env.execute_query(
            SQL(
                """
                SELECT encode(sha256(convert_to(COALESCE(
                           string_agg(row_to_json(line)::text, ',' ORDER BY line.id),
                       ''), 'UTF8')), 'hex')
                  FROM (SELECT id, product_id, lot_id, owner_id, package_id,
                               location_id, book_quantity, expected_quantity, status,
                               counted_quantity, difference, difference_value,
                               cause_id, explanation
                          FROM aftersales_stocktake_line
                         WHERE stocktake_id = %s) line
                """,
                self.id,
            )
        )
        return digest

    def _may_sign_as(self, role, user) -> bool:
        """Each for his own part: the storekeeper, the supervisor who is named."""
        named = {"keeper": self.keeper_id, "finance": self.supervisor_id}
        person = named.get(role.code)
        if person and user != person:
            return False
        return super()._may_sign_as(role, user)

    def _get_signing_problem(self, role) -> str | None:
        if self.state in ("draft", "counting", "recount", "cancelled"):
            return self.env._(
                "%(stocktake)s: the sheet is signed when the count is closed.",
                stocktake=self.display_name,
            )
        return super()._get_signing_problem(role)

    def _sign_step(self, code: str) -> None:
        """Taking the step is signing for it, where the company asks for the role."""
        for record in self:
            role = record._find_role(code)
            if role in record._get_missing_roles():
                record._sign(code)

    def _refuse_unsigned(self) -> None:
        self._refuse(
            [
                self.env._(
                    "%(stocktake)s: these signatures are missing: %(roles)s.",
                    stocktake=record.display_name,
                    roles=record.signoff_missing,
                )
                for record in self
                if not record.is_signed_off
            ]
        )

    def _get_copies(self) -> list[str]:
        """Titles of the three copies (R237); a sheet to count with needs one."""
        self.ensure_one()
        if self.state not in stocktake_flow.COUNTED:
            return [self.env._("For counting")]
        return [
            self.env._("Copy 1 of 3: warehouse"),
            self.env._("Copy 2 of 3: finance"),
            self.env._("Copy 3 of 3: department head"),
        ]

    # -- head office -------------------------------------------------------------------

    def _send_to_head_office(self) -> None:
        """The sheet goes to whoever approves: as a message with the paper, and as
        something to do."""
        self._post_sheet(
            self.env._("Stocktake sheet, verified by the finance supervisor.")
        )
        for record in self:
            for user in record._find_approvers()[:1]:
                record.sudo().activity_schedule(
                    "aftersales_warehouse.activity_type_stocktake",
                    date_deadline=record.due_date or fields.Date.context_today(self),
                    summary=self.env._("Approve the stocktake"),
                    user_id=user.id,
                )

    def _find_approvers(self):
        self.ensure_one()
        role = self._find_role("head_office")
        return role._find_signers(self.company_id) if role else self.env["res.users"]

    def _post_sheet(self, body: str) -> None:
        Report = self.env["ir.actions.report"].sudo()
        for record in self.sudo():
            content, kind = Report._render_qweb_pdf(SHEET, res_ids=record.ids)
            name = record.name.replace("/", "-")
            record.message_post(
                body=body,
                attachments=[(f"{name}.{kind}", content)],
                partner_ids=record._find_approvers().partner_id.ids,
            )
