from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# Context value that lets a step write the state. It is compared by identity, so
# nothing that arrives over RPC can stand for it.
STEP = object()


class DeviceTime:
    """Context value: the moment a technician's phone recorded a step, UTC, naive.

    Work done while the network is away is stamped with the time it was done at. Known
    by its class, which nothing that arrives over RPC can be.
    """

    def __init__(self, at):
        self.at = at


ROLE_GROUPS = {
    "technician": "aftersales_service.group_technician",
    "outlet_manager": "aftersales_service.group_outlet_manager",
    "dispatcher": "aftersales_service.group_dispatcher",
    "storekeeper": "aftersales_service.group_storekeeper",
    "finance": "aftersales_service.group_finance",
    "inspector": "aftersales_service.group_inspector",
    "service_manager": "aftersales_service.group_service_manager",
    "portal_outlet": "aftersales_service.group_portal_outlet",
    "admin": "aftersales_service.group_admin",
}


class AftersalesFlowMixin(models.AbstractModel):
    """State, steps and moments of a document, taken from a table in ``tools/``.

    The document says which table holds for a record (``_get_flow``), who may take a
    step (``_flow_roles``) and which moment a state stamps (``_flow_moments``). What is
    in ``_flow_stamps`` is written by steps and by the system, never by a person.
    """

    _name = "aftersales.flow.mixin"
    _description = "After-Sales Document with States"

    _flow_roles: dict[str, tuple[str, ...]] = {}
    _flow_moments: dict[str, str] = {}
    _flow_stamps: frozenset[str] = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_flow_stamps(vals)
        # The field's own default: a client's context cannot name another one.
        first = self._fields["state"].default(self)
        for vals in vals_list:
            if vals.get("state", first) != first and not self._is_in_step():
                raise UserError(
                    self.env._(
                        "%(document)s starts in the first state. Leave the field "
                        "State out and use the buttons (or their methods) afterwards.",
                        document=self._description,
                    )
                )
        # Said outright, so that no default of the context says otherwise.
        outright = {**dict.fromkeys(self._flow_stamps, False), "state": first}
        return super().create([{**outright, **vals} for vals in vals_list])

    def write(self, vals):
        self._check_flow_stamps(vals)
        if "state" in vals and not self._is_in_step():
            raise UserError(
                self.env._("The state of a document changes through its buttons only.")
            )
        return super().write(vals)

    def _check_flow_stamps(self, vals: dict) -> None:
        stamps = self._flow_stamps.intersection(vals)
        if stamps and not (self.env.su or self._is_in_step()):
            raise UserError(
                self.env._(
                    "%(document)s: %(fields)s are written by the buttons only.",
                    document=self._description,
                    fields=", ".join(
                        self._fields[name]._description_string(self.env)
                        for name in sorted(stamps)
                    ),
                )
            )

    def _is_in_step(self) -> bool:
        return self.env.context.get("_aftersales_step") is STEP

    def _get_flow(self):
        """Transition table that holds for this record: a ``tools.flow.Flow``."""
        raise NotImplementedError

    def _can(self, step: str) -> bool:
        self.ensure_one()
        flow = self._get_flow()
        return step in flow.steps and flow.can(step, self.state)

    def _transition(self, step: str, **values) -> None:
        """Take ``step`` with all records, or raise and take it with none.

        :param values: further field values written with the state
        :raise AccessError: the user's role may not take this step
        :raise UserError: names the records it is not possible for, and what is missing
        """
        self._check_step_role(step)
        self._check_step_possible(step)
        groups = defaultdict(lambda: self.browse())
        for record in self:
            vals = record._prepare_transition_vals(step)
            groups[tuple(sorted(vals.items()))] |= record
        for vals, records in groups.items():
            records.with_context(_aftersales_step=STEP).write({**dict(vals), **values})

    def _prepare_transition_vals(self, step: str) -> dict:
        """What a step writes; the moment of a state is stamped the first time only."""
        self.ensure_one()
        state = self._get_flow().target(step)
        vals = {"state": state}
        moment = self._flow_moments.get(state)
        if moment and not self[moment]:
            vals[moment] = self._get_step_moment()
        return vals

    def _get_step_moment(self):
        """Now, or the time of the device that recorded the step."""
        device_time = self.env.context.get("_aftersales_device_time")
        if isinstance(device_time, DeviceTime):
            return device_time.at
        return fields.Datetime.now()

    def _get_step_roles(self, step: str) -> tuple[str, ...]:
        """Who may take the step with these records; extend where it is not the same
        for all records of a document."""
        return self._flow_roles.get(step, ())

    def _has_step_role(self, step: str) -> bool:
        return self.env.su or any(
            self.env.user.has_group(ROLE_GROUPS[role])
            for role in self._get_step_roles(step)
        )

    def _check_step_role(self, step: str) -> None:
        if self._has_step_role(step):
            return
        groups = self.env["res.groups"].sudo()
        for role in self._get_step_roles(step):
            groups |= self.env.ref(ROLE_GROUPS[role]).sudo()
        raise AccessError(
            self.env._(
                "“%(step)s” is for: %(roles)s.",
                step=self._get_step_label(step),
                roles=", ".join(groups.mapped("name")),
            )
        )

    def _check_step_possible(self, step: str) -> None:
        self._refuse(
            [record._get_step_problem(step) for record in self if not record._can(step)]
        )

    def _refuse(self, problems: list[str]) -> None:
        """Raise all problems of a batch at once, so that none is found one by one."""
        if problems:
            raise UserError("\n".join(problems))

    def _get_missing_steps(self, step: str) -> tuple[str, ...] | None:
        self.ensure_one()
        flow = self._get_flow()
        return flow.missing(step, self.state) if step in flow.steps else None

    def _get_step_problem(self, step: str) -> str:
        """Why the step is not possible for this record, and what to do first."""
        self.ensure_one()
        missing = self._get_missing_steps(step)
        values = {
            "document": self.display_name,
            "state": dict(self._fields["state"]._description_selection(self.env))[
                self.state
            ],
            "step": self._get_step_label(step),
        }
        if missing is None:
            return self.env._(
                "%(document)s is in state “%(state)s”: “%(step)s” is not possible "
                "from there.",
                **values,
            )
        return self.env._(
            "%(document)s is in state “%(state)s”. Before “%(step)s” comes: "
            "%(missing)s.",
            missing=" → ".join(map(self._get_step_label, missing)),
            **values,
        )

    @api.model
    def _get_step_label(self, step: str) -> str:
        """Name of a step as its button shows it."""
        return self._get_step_labels().get(step, step)

    @api.model
    def _get_step_labels(self) -> dict[str, str]:
        return {}
