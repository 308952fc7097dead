from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools import dispatch_flow, outlet_portal


class AftersalesOrder(models.Model):
    """An order in the hands of an outlet: does it take the job, when does it go.

    What the portal's pages call has checked nothing yet: each method looks by itself
    whether the user works for the outlet and whether the step is open to him. Rights
    are raised, the user stays: the history names who did it.
    """

    _inherit = "aftersales.order"

    # -- rights ---------------------------------------------------------------------

    def _check_outlet_access(self) -> None:
        """:raise AccessError: an order that the user's outlets do not see"""
        outlets = self.env.user._get_outlets()
        if self.sudo().filtered_domain(outlets._get_portal_domain()) != self.sudo():
            raise AccessError(
                self.env._("This order is not (any more) with your outlet.")
            )

    def _get_outlet_steps(self) -> frozenset:
        self.ensure_one()
        return outlet_portal.steps(
            self.outlet_id.state,
            self.state,
            bool(self.outlet_accepted_at),
            self._get_outlet_visit().state or None,
        )

    def _check_outlet_step(self, step: str) -> None:
        self._check_outlet_access()
        labels = self._get_outlet_step_labels()
        self._refuse(
            [
                self.env._(
                    "%(order)s: “%(step)s” is not possible (any more). Look at where "
                    "the job stands.",
                    order=order.name,
                    step=labels[step],
                )
                for order in self
                if step not in order._get_outlet_steps()
            ]
        )

    @api.model
    def _get_outlet_step_labels(self) -> dict[str, str]:
        return {
            "accept": self.env._("Accept"),
            "reject": self.env._("Reject"),
            "appoint": self.env._("Appoint"),
            "unit": self.env._("Name the Unit"),
            "wait": self.env._("Put on Hold"),
            "resume": self.env._("Resume"),
            "depart": self.env._("Depart"),
            "arrive": self.env._("Arrive"),
            "record": self.env._("Record the Visit"),
            "finish": self.env._("Finish"),
        }

    def _get_outlet_visits(self):
        """Visits of the order that the outlet itself makes, newest first."""
        self.ensure_one()
        return self.dispatch_ids.filtered(
            lambda visit: (
                visit.outlet_id == self.outlet_id and visit.state != "cancelled"
            )
        )

    def _get_outlet_visit(self):
        """The visit that is going on or comes next."""
        self.ensure_one()
        return self._get_outlet_visits().filtered(
            lambda visit: visit.state in dispatch_flow.BUSY_STATES
        )[:1]

    # -- the outlet's answer --------------------------------------------------------

    def _outlet_accept(self) -> None:
        """The outlet takes the job, and with it what was sent to its people."""
        self._check_outlet_step("accept")
        self.filtered(lambda order: order._can("accept")).action_accept()
        self.outlet_accepted_at = self._get_step_moment()
        for order in self:
            visit = order._get_outlet_visit()
            visit.filtered(lambda visit: visit.state == "sent").action_accept()
            order._message_log(
                body=self.env._(
                    "%(outlet)s takes the job.", outlet=order.outlet_id.display_name
                )
            )

    def _outlet_reject(self, reason: str) -> None:
        """Back to the dispatcher, with the reason and something to do."""
        self._check_outlet_step("reject")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Tell the dispatcher why you reject the job."))
        for order in self:
            outlet = order.outlet_id
            words = self.env._(
                "%(outlet)s rejects the job: %(reason)s",
                outlet=outlet.display_name,
                reason=reason,
            )
            order._get_outlet_visits().filtered(lambda v: v._can("cancel"))._transition(
                "cancel"
            )
            order._message_log(body=words)
            responsible = order.user_id or outlet._get_supervisor()
            if responsible:
                order.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=responsible.id,
                    summary=self.env._("Rejected by the outlet: find another one"),
                    note=Markup("<p>%s</p>") % words,
                )
            order.write(
                {
                    "outlet_id": False,
                    "technician_id": (order.technician_id - outlet.technician_ids).id,
                }
            )

    # -- when, who, which unit ------------------------------------------------------

    def _outlet_appoint(self, start, end, technicians) -> None:
        """Promise the customer a time and name the outlet's own people for it."""
        self.ensure_one()
        self._check_outlet_step("appoint")
        outlet = self.outlet_id
        if not start or not end or end <= start:
            raise UserError(
                self.env._("Fill in when the visit begins and when it ends after that.")
            )
        if not technicians or technicians - outlet.technician_ids:
            raise UserError(
                self.env._(
                    "Choose technicians of %(outlet)s.", outlet=outlet.display_name
                )
            )
        vals = {
            "scheduled_start": start,
            "scheduled_end": end,
            "technician_ids": [fields.Command.set(technicians.ids)],
        }
        visit = self._get_outlet_visit()
        if visit:
            visit.write(vals)
        else:
            visit = visit.create({**vals, "order_id": self.id, "outlet_id": outlet.id})
        self.technician_id = technicians[:1]
        if visit.state == "planned":
            visit.action_send()
        if visit.state == "sent":
            visit.action_accept()

    def _outlet_name_unit(self, serial: str) -> None:
        """Put the customer's unit on the order; nobody else's is told of."""
        self.ensure_one()
        self._check_outlet_step("unit")
        unit = self._find_outlet_unit(
            self.partner_id, (serial or "").strip(), self.company_id
        )
        if not unit:
            raise UserError(
                self.env._(
                    "No unit %(serial)s of this customer is on file. Ask the "
                    "dispatcher to put it on file.",
                    serial=serial,
                )
            )
        self.equipment_id = unit

    @api.model
    def _find_outlet_unit(self, partner, serial: str, company):
        """The unit with that number, if it is the customer's or has no owner yet."""
        Unit = self.env["aftersales.equipment"]
        if not serial:
            return Unit
        customer = partner.commercial_partner_id
        units = Unit.search(
            Domain("serial", "=", serial)
            & Domain("company_id", "=", company.id)
            & (
                Domain("partner_id", "=", False)
                | Domain("partner_id", "child_of", customer.ids)
            ),
            limit=2,
        )
        return units if len(units) == 1 else Unit

    # -- on hold --------------------------------------------------------------------

    def _outlet_wait(self, reason: str) -> None:
        self._check_outlet_step("wait")
        known = dict(self._fields["waiting_reason"].selection)
        self.waiting_reason = reason if reason in known else False
        self.action_wait()

    def _outlet_resume(self) -> None:
        self._check_outlet_step("resume")
        self.action_resume()

    # -- help ---------------------------------------------------------------------

    def _outlet_ask_help(self, note: str) -> None:
        """Ask head office what to do; the answer stands on the job's page (R157)."""
        self._check_outlet_step("unit")
        self._ask_for_help((note or "").strip())
