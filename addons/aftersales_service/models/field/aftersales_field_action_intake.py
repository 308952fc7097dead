import logging
from datetime import datetime, timedelta

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ...tools import device_time, field_action
from ..flow_mixin import DeviceTime

_logger = logging.getLogger(__name__)


class AftersalesFieldAction(models.Model):
    """Taking a phone's queue: each action once, in its own savepoint."""

    _inherit = "aftersales.field.action"

    # -- receiving ------------------------------------------------------------------

    @api.model
    def _receive(self, actions: list[dict], device_now: str | None) -> list[dict]:
        """Take a phone's queue in its order; what came before gets its first answer.

        :param actions: ``uuid``, ``dispatch_id``, ``kind``, ``values``, ``known``
            (entries as the phone saw them), ``version``, ``at``, ``file`` (base64)
        :param device_now: what the phone's clock shows while it sends
        """
        received_at = fields.Datetime.now()
        phone_now = _read_moment(device_now)
        skew = received_at - phone_now if phone_now else timedelta()
        before = self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("uuid", "in", [str(data.get("uuid")) for data in actions]),
            ]
        )
        by_uuid = {action.uuid: action for action in before}
        for data in actions:
            uuid = str(data.get("uuid") or "")
            if not uuid:
                raise UserError(self.env._("An action without a number was sent."))
            if uuid not in by_uuid:
                vals = self._prepare_vals(data, received_at, skew)
                by_uuid[uuid] = self._create_once(vals)
                by_uuid[uuid]._apply()
        return [by_uuid[str(data["uuid"])]._get_result() for data in actions]

    @api.model
    def _prepare_vals(self, data: dict, received_at, skew: timedelta) -> dict:
        kind = data.get("kind")
        dispatch = self._find_dispatch(data.get("dispatch_id"))
        return {
            "uuid": str(data["uuid"]),
            "user_id": self.env.uid,
            "company_id": (dispatch.company_id or self.env.company).id,
            "dispatch_id": dispatch.id,
            "kind": kind if kind in field_action.KINDS else "unknown",
            "payload": {name: data[name] for name in data if name != "file"},
            "file": data.get("file") or False,
            "known_version": data.get("version") or False,
            "device_at": _read_moment(data.get("at")),
            "received_at": received_at,
            "skew_seconds": _limit(skew.total_seconds()),
        }

    @api.model
    def _find_dispatch(self, dispatch_id):
        """Visit an action speaks of, also where it has been taken from its sender."""
        if not isinstance(dispatch_id, int):
            return self.env["aftersales.dispatch"].sudo()
        return (
            self.env["aftersales.dispatch"]
            .sudo()
            .search(
                [
                    ("id", "=", dispatch_id),
                    ("company_id", "in", self.env.user.company_ids.ids),
                ]
            )
        )

    @api.model
    def _create_once(self, vals: dict):
        try:
            with self.env.cr.savepoint():
                # Only what a phone sent is recorded, so nobody has the right to create.
                return self.sudo().create(vals)
        except UniqueViolation as error:
            # Another worker is taking the same queue: look again when it is done.
            raise ConcurrencyError("This queue is being received already.") from error

    def _get_result(self) -> dict:
        """What the phone is told of one action."""
        self.ensure_one()
        sent = self.payload or {}
        return {
            "uuid": self.uuid,
            "dispatch_id": sent.get("dispatch_id"),
            # Named by the phone: the visit may not be for its eyes any more.
            "visit": sent.get("visit") or "",
            "kind": self.kind,
            "values": sent.get("values") or {},
            "state": self.state,
            "message": self.message or "",
            "at": sent.get("at"),
        }

    # -- applying -------------------------------------------------------------------

    def _apply(self) -> None:
        """Do what the phone recorded, as its user, or keep it with the reason."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                vals = self._apply_as_user()
        except (OperationalError, ConcurrencyError):
            # The host tries the whole request again.
            raise
        except UserError as error:
            vals = {"state": "conflict", "message": str(error)}
        except Exception:  # whatever it is, what was recorded on the road is kept
            _logger.exception("Phone action %s could not be applied", self.uuid)
            user = self.with_context(lang=self.user_id.lang)
            vals = {
                "state": "conflict",
                "message": user.env._(
                    "This could not be recorded. The office has been left all of it."
                ),
            }
        self.sudo().write(vals)

    def _apply_as_user(self) -> dict:
        user = self.user_id.sudo()
        mine = self.with_user(user).with_context(
            lang=user.lang, tz=user.tz, allowed_company_ids=self.company_id.ids
        )
        dispatch = mine._get_own_dispatch()
        moment = self._decide_moment(dispatch)
        values = mine._get_checked_values()
        stamped = dispatch.with_context(_aftersales_device_time=DeviceTime(moment.at))
        message = mine._apply_to(stamped, moment.at, values)
        if moment.source in device_time.SERVER_SOURCES:
            dispatch._message_log(body=mine._describe_time(moment))
        return {
            "state": "done",
            "message": message or False,
            # It stands on the visit from now on.
            "file": False,
            "effective_at": moment.at,
            "time_source": moment.source,
        }

    def _decide_moment(self, dispatch) -> device_time.Moment:
        stamped = [
            document[name]
            for document in (dispatch, dispatch.order_id)
            for name in document._flow_moments.values()
            if document[name]
        ]
        return device_time.decide(
            self.device_at or None,
            timedelta(seconds=self.skew_seconds),
            self.received_at,
            max(stamped, default=None),
        )

    def _describe_time(self, moment: device_time.Moment) -> str:
        def label(name, value):
            return dict(self._fields[name]._description_selection(self.env))[value]

        action = self.sudo()
        return self.env._(
            "“%(action)s” was recorded on the phone at %(device)s. %(reason)s.",
            action=label("kind", action.kind),
            device=action.device_at or "–",
            reason=label("time_source", moment.source),
        )


def _read_moment(text) -> datetime | None:
    """Moment that a phone sent, as naive UTC; None if there is none to be read."""
    try:
        moment = datetime.fromisoformat(str(text))
        offset = moment.utcoffset() or timedelta()
        moment = moment.replace(tzinfo=None, microsecond=0) - offset
    except (ValueError, OverflowError):
        return None
    # A clock that was never set may show any year.
    return moment if 2000 <= moment.year < 2200 else None


def _limit(seconds: float) -> int:
    """Seconds as a database integer holds them."""
    return int(max(-(2**31) + 1, min(2**31 - 1, seconds)))
