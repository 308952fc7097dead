import csv
import io

from odoo.tests import tagged
from odoo.tools.misc import file_open

from .test_service_calls import CallImportCase, read_rows

# Columns of the sheet and the fields a person maps them to on the host's screen.
FIELDS = {
    "external_id": "id",
    "received_at": "received_at",
    "channel": "channel",
    "customer": "partner_id",
    "contact": "contact_name",
    "phone": "phone",
    "city": "site_city",
    "product": "product_id",
    "serial": "serial",
    "symptom": "symptom_id",
    "priority": "priority",
    "description": "description",
}
ROWS = 40


@tagged("post_install", "-at_install")
class TestHostImport(CallImportCase):
    """Service calls through Odoo's own import screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        bad = {int(row["line"]) for row in read_rows("service_calls_bad_rows.csv")}
        rows = read_rows("service_calls.csv")
        cls.rows = [row for n, row in enumerate(rows, start=2) if n not in bad][:ROWS]

    def _import(self, rows, dryrun=False):
        out = io.StringIO()
        writer = csv.DictWriter(out, list(FIELDS))
        writer.writeheader()
        writer.writerows(rows)
        screen = (
            self.env["base_import.import"]
            .with_user(self.dispatcher)
            .create(
                {
                    "res_model": "aftersales.order",
                    "file": out.getvalue().encode(),
                    "file_type": "text/csv",
                    "file_name": "service_calls.csv",
                }
            )
        )
        options = {
            "has_headers": True,
            "encoding": "utf-8",
            "separator": ",",
            "quoting": '"',
            "date_format": "%Y-%m-%d",
            "datetime_format": "%Y-%m-%d %H:%M:%S",
            "float_thousand_separator": ",",
            "float_decimal_separator": ".",
            "advanced": True,
            "keep_matches": False,
            # “Create new values” of a dispatcher: customers, not coded symptoms.
            "name_create_enabled_fields": {"partner_id": True},
        }
        return screen.execute_import(
            list(FIELDS.values()), list(FIELDS), options, dryrun=dryrun
        )

    def _create_symptoms(self):
        for name in {row["symptom"] for row in self.rows if row["symptom"]}:
            self._create_fault_code(name, "symptom")

    def test_rows_become_orders_with_what_the_file_says(self):
        self._create_symptoms()
        result = self._import(self.rows)
        self.assertFalse(result["messages"])
        self.assertEqual(len(self._new_orders()), len(self.rows))
        for row in self.rows:
            order = self._order_of(row["external_id"])
            self.assertEqual(order.partner_id.name, row["customer"])
            self.assertEqual(order.product_id.default_code or "", row["product"])
            self.assertEqual(order.symptom_id.name or "", row["symptom"])
            self.assertEqual(order.serial or "", row["serial"])
            self.assertEqual(order.channel, row["channel"])
            self.assertEqual(order.description or "", row["description"])
            self.assertEqual(order.state, "draft")
            self.assertTrue(order.name.startswith("SV/"))

    def test_a_second_run_adds_nothing(self):
        self._create_symptoms()
        self._import(self.rows)
        partners = self.env["res.partner"].search_count([])
        result = self._import(self.rows)
        self.assertFalse(result["messages"])
        self.assertEqual(len(self._new_orders()), len(self.rows))
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_a_test_run_adds_nothing(self):
        self._create_symptoms()
        result = self._import(self.rows, dryrun=True)
        self.assertFalse(result["messages"])
        self.assertFalse(self._new_orders())

    def test_calls_imported_by_the_wizard_are_known_to_the_screen(self):
        self._create_symptoms()
        out = io.StringIO()
        writer = csv.DictWriter(out, list(FIELDS))
        writer.writeheader()
        writer.writerows(self.rows)
        self._create_wizard(out.getvalue().encode()).action_import()
        self.assertFalse(self._import(self.rows)["messages"])
        self.assertEqual(len(self._new_orders()), len(self.rows))

    def test_an_unknown_product_is_named_in_its_row(self):
        self._create_symptoms()
        result = self._import([{**self.rows[0], "product": "P999"}])
        self.assertIn("P999", str(result["messages"]))
        self.assertFalse(self._new_orders())

    def test_html_arrives_as_typed(self):
        self._create_symptoms()
        typed = '<b>"急"</b>\nline two'
        self._import([{**self.rows[0], "description": typed}])
        self.assertEqual(self._order_of(self.rows[0]["external_id"]).description, typed)

    def test_the_template_offered_has_columns_of_the_model(self):
        (template,) = self.env["aftersales.order"].get_import_templates()
        with file_open(template["template"].lstrip("/")) as file:
            header = next(csv.reader(file))
        known = {"id", *self.env["aftersales.order"]._fields}
        self.assertLessEqual(set(header), known)
