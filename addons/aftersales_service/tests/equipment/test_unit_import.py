import csv

from odoo.tests import tagged
from odoo.tools.misc import file_open

from ..common import AftersalesCase

COLUMNS = ["id", "product_id", "serial", "partner_id", "delivery_date", "price"]


@tagged("post_install", "-at_install")
class TestUnitImport(AftersalesCase):
    """Units from a sheet, through the host's own import."""

    def _load(self, *rows, columns=COLUMNS):
        Unit = self.env["aftersales.equipment"].with_user(self.dispatcher)
        return Unit.with_context(import_file=True).load(
            columns, [list(r) for r in rows]
        )

    def _row(self, number, **values):
        row = {
            "id": f"unit_{number}",
            "product_id": "Filing Cabinet",
            "serial": f"IMP-{number}",
            "partner_id": "Haibin School",
            "delivery_date": "2026-01-10",
            "price": "1280",
            **values,
        }
        return [row[column] for column in COLUMNS]

    def _messages(self, result):
        """All that is said of each row, by its index."""
        messages: dict = {}
        for message in result["messages"]:
            messages.setdefault(message["rows"]["from"], []).append(message["message"])
        return messages

    def test_rows_become_units_with_their_owner(self):
        result = self._load(self._row(1), self._row(2, delivery_date="", price=""))
        self.assertFalse(result["messages"])
        units = self.env["aftersales.equipment"].browse(result["ids"])
        self.assertRecordValues(
            units,
            [
                {"serial": "IMP-1", "price": 1280.0, "source": "import"},
                {"serial": "IMP-2", "price": 0.0, "source": "import"},
            ],
        )
        self.assertEqual(units.partner_id, self.customer)
        self.assertEqual(units.owner_history.mapped("how"), ["sold", "registered"])

    def test_a_second_run_adds_nothing(self):
        first = self._load(self._row(1))
        again = self._load(self._row(1, price="1300"))
        self.assertEqual(first["ids"], again["ids"])
        unit = self.env["aftersales.equipment"].browse(first["ids"])
        self.assertEqual(unit.price, 1300.0)
        self.assertEqual(len(unit.owner_history), 1)

    def test_a_bad_row_is_named_with_what_is_wrong(self):
        result = self._load(
            self._row(1),
            self._row(2, product_id="Nothing We Make"),
            self._row(3, delivery_date="the tenth"),
        )
        messages = self._messages(result)
        self.assertEqual(set(messages), {1, 2})
        self.assertIn("Nothing We Make", str(messages[1]))
        self.assertIn("the tenth", str(messages[2]))
        self.assertFalse(result["ids"])

    def test_a_serial_that_is_there_already_is_named(self):
        result = self._load(self._row(1, serial="SN000001"))
        (message,) = result["messages"]
        self.assertIn("same serial already", message["message"])
        self.assertFalse(result["ids"])

    def test_the_template_offered_has_columns_of_the_model(self):
        (template,) = self.env["aftersales.equipment"].get_import_templates()
        with file_open(template["template"].lstrip("/")) as file:
            header, *rows = csv.reader(file)
        known = {"id", *self.env["aftersales.equipment"]._fields}
        self.assertLessEqual(set(header), known)
        self.env["product.product"].create({"name": "Pump", "default_code": "P001"})
        result = self._load(*rows, columns=header)
        self.assertFalse(result["messages"])
        self.assertEqual(len(result["ids"]), len(rows))
