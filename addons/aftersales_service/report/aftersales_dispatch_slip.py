from odoo import api, models

from ..tools.qr import qr_data_uri

# Lines to write on by hand where the slip is printed before the visit.
BLANK_ROWS = 4


class AftersalesDispatch(models.Model):
    _inherit = "aftersales.dispatch"

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.name.replace("/", "-")


class AftersalesEquipmentReceipt(models.Model):
    _inherit = "aftersales.equipment.receipt"

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.name.replace("/", "-")


class ReportDispatchSlip(models.AbstractModel):
    """Values of the dispatch slip (派工单), printed empty or filled in."""

    _name = "report.aftersales_service.report_dispatch_slip"
    _description = "Dispatch Slip"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.dispatch",
            "docs": self.env["aftersales.dispatch"].browse(docids),
            "get_slip": self._get_slip,
            "qr_data_uri": qr_data_uri,
            # The debrief is between technician and dispatcher.
            "is_customer_copy": self.env.user.share,
        }

    @api.model
    def _get_slip(self, dispatch) -> dict:
        """Everything the template would otherwise have to work out."""
        order = dispatch.order_id
        rows = order._get_charge_rows(dispatch)
        is_visited = bool(dispatch.finished_at)
        return {
            "order": order,
            "company": dispatch.company_id,
            "is_visited": is_visited,
            "window": order._format_window(dispatch),
            "received": order._format_moment(order.received_at),
            "departed": order._format_moment(dispatch.departed_at),
            "arrived": order._format_moment(dispatch.arrived_at),
            "finished": order._format_moment(dispatch.finished_at),
            "handed_in": order._format_moment(dispatch.returned_at),
            "site": order._format_address(order.site_partner_id or order.partner_id)
            or order.site_city
            or "",
            "warranty": order._get_warranty_at_receipt(),
            "answers": self._get_answers(dispatch),
            "rows": rows,
            "blank_rows": 0 if is_visited else max(BLANK_ROWS - len(rows), 1),
            "charged": sum(row["amount"] for row in rows if row["is_charged"]),
            "free": sum(row["amount"] for row in rows if not row["is_charged"]),
            "confirmed": order._format_moment(order.price_confirmed_at),
            # What was paid is no secret on the paper that says what is to be paid.
            "payments": order.sudo().payment_ids._get_received().sorted("id"),
            "receipts": dispatch.receipt_ids.filtered(
                lambda receipt: receipt.state != "cancelled"
            ),
            "opinions": dispatch._fields["opinion"]._description_selection(
                dispatch.env
            ),
            "refused": dispatch.signature_refused_reason
            or order.signature_refused_reason,
        }

    @api.model
    def _get_answers(self, dispatch) -> list[dict]:
        """Questions that were asked, with their answers; a title where one begins."""
        rows, section = [], None
        for answer in dispatch._get_asked_answers():
            question = answer.question_id
            rows.append(
                {
                    "section": question.section if question.section != section else "",
                    "question": question.name,
                    "value": answer.option_id.name or answer.value_typed or "",
                    "unit": (answer.is_answered and question.uom_name) or "",
                    "limits": answer.is_out_of_limits and question._describe_limits(),
                    "picture": answer.thumbnail,
                }
            )
            section = question.section
        return rows


class ReportEquipmentReceipt(models.AbstractModel):
    """Values of the equipment receipt (设备收条) that the customer keeps (R065)."""

    _name = "report.aftersales_service.report_equipment_receipt"
    _description = "Equipment Receipt Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "doc_ids": docids,
            "doc_model": "aftersales.equipment.receipt",
            "docs": self.env["aftersales.equipment.receipt"].browse(docids),
            "qr_data_uri": qr_data_uri,
        }
