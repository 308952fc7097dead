"""Who may do what with every model: a table, compared with what the host answers.

``data/role_matrix.csv`` has a line for each model of the addon and a column for each
role of design §6; a cell holds the letters of what the role may do in general:
**r**\\ ead, **w**\\ rite, **c**\\ reate, **d**\\ elete. Record rules limit it further;
that strangers' records stay hidden is looked at below and in ``network``.
"""

import csv
import difflib
import io

from odoo.modules import get_module_path
from odoo.tests import TransactionCase, new_test_user, tagged

ADDON = "aftersales_service"
INTERNAL = (
    *("technician", "outlet_manager", "dispatcher", "storekeeper", "finance"),
    *("inspector", "service_manager", "admin"),
)
GROUPS = {
    **{role: f"{ADDON}.group_{role}" for role in INTERNAL},
    "portal_customer": "base.group_portal",
    "portal_outlet": f"{ADDON}.group_portal_outlet",
    "public": "base.group_public",
}
LETTERS = {"read": "r", "write": "w", "create": "c", "unlink": "d"}
NONE = "-"


class RoleMatrixMixin:
    """The comparison, for the addon that a test names."""

    addon: str

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            role: cls.env.ref("base.public_user")
            if role == "public"
            else new_test_user(cls.env, f"matrix_{role}", groups=group)
            for role, group in GROUPS.items()
        }

    def _get_models(self) -> list[str]:
        return sorted(
            name
            for name, model in self.env.items()
            if model._original_module == self.addon and not model._abstract
        )

    def _get_row(self, name: str) -> str:
        cells = []
        for user in self.users.values():
            model = self.env[name].with_user(user)
            letters = [L for op, L in LETTERS.items() if model.has_access(op)]
            cells.append("".join(letters) or NONE)
        return ",".join((name, *cells))

    def _read_table(self) -> list[str]:
        path = f"{get_module_path(self.addon)}/tests/data/role_matrix.csv"
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()

    def test_every_role_may_do_what_the_table_says_and_nothing_else(self):
        header = ",".join(("model", *GROUPS))
        found = [header, *map(self._get_row, self._get_models())]
        diff = list(difflib.unified_diff(self._read_table(), found, lineterm="", n=0))
        changed = [line for line in diff[2:] if not line.startswith("@@")]
        self.assertFalse(
            changed,
            "Access differs from tests/data/role_matrix.csv. If it is meant so, take "
            "out the lines with “-” and put in those with “+”, sorted by model:\n"
            + "\n".join(changed),
        )

    def test_strangers_may_do_nothing(self):
        """Visitors and customers get what pages give them, never a right to write."""
        rows = list(csv.DictReader(io.StringIO("\n".join(self._read_table()))))
        for row in rows:
            self.assertEqual(row["public"], NONE, row["model"])
            for role in ("portal_customer", "portal_outlet"):
                self.assertIn(row[role], (NONE, "r"), row["model"])

    def test_an_outlet_s_user_may_read_what_a_customer_may(self):
        rows = list(csv.DictReader(io.StringIO("\n".join(self._read_table()))))
        for row in rows:
            if row["portal_customer"] != NONE:
                self.assertEqual(row["portal_outlet"], "r", row["model"])


@tagged("post_install", "-at_install")
class TestRoleMatrix(RoleMatrixMixin, TransactionCase):
    addon = ADDON
