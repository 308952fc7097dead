from typing import NamedTuple

from odoo import Command
from odoo.tests import HttpCase, JsonRpcException, tagged

from .common import WarehouseCase

KEEPERS = ("storekeeper", "outlet_manager", "finance")
REFUSALS = ("odoo.exceptions.AccessError", "odoo.exceptions.UserError")


class Document(NamedTuple):
    """Roles that may write it; what only its steps write; what people write."""

    model: str
    roles: tuple[str, ...]
    stamps: tuple[str, ...]
    words: str = "note"


DOCUMENTS = (
    Document(
        "aftersales.depreciation.run",
        ("finance",),
        ("computed_at", "posted_at", "posted_by_id", "reversed_at", "charge_amount"),
    ),
    Document(
        "aftersales.stocktake",
        KEEPERS,
        (
            *("started_at", "counted_at", "verified_at", "approved_at"),
            *("adjusted_at", "done_at", "reminded_at", "days_late", "handover_id"),
        ),
    ),
    Document(
        "aftersales.network.transfer",
        KEEPERS,
        (
            *("requested_by_id", "requested_at", "consented_by_id", "consented_at"),
            *("shipped_at", "received_at", "settled_at", "refusal_reason"),
        ),
    ),
    Document(
        "aftersales.quality.feedback",
        KEEPERS,
        (
            *("reported_at", "decided_by_id", "decided_at", "settled_at"),
            *("charge_id", "report_id"),
        ),
        "description",
    ),
    Document(
        "aftersales.part.request",
        ("technician", "outlet_manager", "dispatcher", "storekeeper"),
        ("asked_at", "accepted_at", "handed_over_at", "giver_id", "picking_id"),
    ),
    Document("aftersales.handover", KEEPERS, ("prepared_at", "done_at")),
    Document(
        "aftersales.stock.clearing",
        KEEPERS,
        ("cleared_at", "cleared_by_id", "reminded_at", "digest", "closing_value"),
    ),
)


@tagged("post_install", "-at_install")
class TestDocumentRpc(WarehouseCase, HttpCase):
    """Over RPC nobody types in a document's state, or what its steps stamp."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outlet.user_ids = [Command.link(cls.storekeeper.id)]
        cls.incoming = cls._create_user("storekeeper", "test_incoming")
        cls.warehouse.aftersales_keeper_ids = cls.storekeeper
        cls.people = {
            "technician": cls.technician_user,
            "dispatcher": cls.dispatcher,
            "storekeeper": cls.storekeeper,
            "outlet_manager": cls.outlet_manager,
            "finance": cls.finance,
        }
        cls.vals = {
            "aftersales.depreciation.run": {"month_end": "2026-02-28"},
            "aftersales.stocktake": {
                "warehouse_id": cls.warehouse.id,
                "date": "2026-03-31",
                "kind": "other",
            },
            "aftersales.network.transfer": {
                "outlet_id": cls.outlet_b.id,
                "dest_outlet_id": cls.outlet.id,
            },
            "aftersales.quality.feedback": {
                "outlet_id": cls.outlet.id,
                "product_id": cls.goods.id,
                "kind": "damaged",
                "cause": "display",
            },
            "aftersales.part.request": {
                "product_id": cls.goods.id,
                "employee_id": cls.technician.id,
            },
            "aftersales.handover": {
                "outgoing_id": cls.storekeeper.id,
                "incoming_id": cls.incoming.id,
                "supervisor_id": cls.finance.id,
                "warehouse_ids": [Command.set(cls.warehouse.ids)],
            },
            "aftersales.stock.clearing": {
                "warehouse_id": cls.warehouse.id,
                "kind": "day",
                "date_from": "2026-03-02",
                "date_to": "2026-03-02",
            },
        }
        cls.documents = {
            model: cls.env[model].create(vals) for model, vals in cls.vals.items()
        }

    def _call(self, model, method, *args, **kwargs):
        """What the server answers: the result, or the name of the exception."""
        try:
            return self.make_jsonrpc_request(
                f"/web/dataset/call_kw/{model}/{method}",
                {"model": model, "method": method, "args": args, "kwargs": kwargs},
            )
        except JsonRpcException as refusal:
            return str(refusal)

    def _get_value(self, document, name):
        """Something that could stand in a field; what it has is refused as well."""
        if name == "state":
            return self.documents[document.model].state
        is_moment = self.env[document.model]._fields[name].type == "datetime"
        return "2020-01-01 00:00:00" if is_moment else False

    def _each(self):
        """Each role with each document that it writes, logged in as such a user."""
        for role, user in self.people.items():
            self.authenticate(user.login, user.login)
            for document in DOCUMENTS:
                if role in document.roles:
                    yield role, document

    def test_neither_state_nor_stamps_are_written(self):
        for role, document in self._each():
            model, names = document.model, ("state", *document.stamps)
            record = self.documents[model]
            before = record.sudo().read(names)
            for name in names:
                vals = {name: self._get_value(document, name)}
                answer = self._call(model, "write", record.ids, vals)
                self.assertIn(answer, REFUSALS, (role, model, name))
            record.invalidate_recordset()
            self.assertEqual(record.sudo().read(names), before)
            # It is the field that is refused, and not the role.
            answer = self._call(model, "write", record.ids, {document.words: "Seen"})
            self.assertIs(answer, True, (role, model))

    def test_no_document_is_made_with_stamps(self):
        for role, document in self._each():
            model = document.model
            for name in document.stamps:
                vals = {**self.vals[model], name: self._get_value(document, name)}
                answer = self._call(model, "create", [vals])
                self.assertIn(answer, REFUSALS, (role, model, name))

    def test_no_default_of_a_client_stamps_a_document(self):
        user = self.people["technician"]
        self.authenticate(user.login, user.login)
        model = "aftersales.part.request"
        [id_] = self._call(
            model,
            "create",
            [self.vals[model]],
            context={"default_asked_at": "2020-01-01", "default_state": "accepted"},
        )
        request = self.env[model].browse(id_)
        self.assertFalse(request.asked_at)
        self.assertEqual(request.state, "draft")

    def test_a_colleague_does_not_change_what_he_is_asked_for(self):
        request = self.documents["aftersales.part.request"]
        stock = self.warehouse.lot_stock_id
        request.offer_ids = [
            Command.create({"outlet_id": self.outlet.id, "location_id": stock.id})
        ]
        request._transition("ask")
        for role in ("technician", "outlet_manager", "storekeeper"):
            user = self.people[role]
            self.authenticate(user.login, user.login)
            answer = self._call(request._name, "write", request.ids, {"quantity": 9})
            self.assertEqual(answer, "odoo.exceptions.UserError", role)
        self.assertEqual(request.quantity, 1)
