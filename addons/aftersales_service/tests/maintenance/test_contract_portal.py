from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import PNG, MaintenanceCase


@tagged("post_install", "-at_install")
class TestContractPortal(HttpCase, MaintenanceCase):
    """A customer reads, signs and follows his contract; nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "school@example.com"
        cls.portal_user = new_test_user(
            cls.env,
            "contract_customer",
            groups="base.group_portal",
            partner_id=cls.customer.id,
        )
        new_test_user(cls.env, "contract_stranger", groups="base.group_portal")
        with freeze_time("2026-01-01 02:00:00"):
            cls.contract = cls._create_contract(
                date_start="2026-01-01",
                date_end="2098-12-31",
                line_ids=[cls._service_line(hours_per_year=1)],
            )

    def _get(self, path, login=None):
        self.authenticate(login, login)
        return self.url_open(path)

    def _sign(self, token=None, **params):
        path = f"/my/contracts/{self.contract.id}/sign"
        return self.make_jsonrpc_request(
            f"{path}?access_token={token}" if token else path, params
        )

    def test_a_draft_is_nobody_s_to_read(self):
        page = self._get("/my/contracts", "contract_customer")
        self.assertNotIn(self.contract.name, page.text)
        token = self.contract._portal_ensure_token()
        page = self.url_open(f"/my/contracts/{self.contract.id}?access_token={token}")
        self.assertNotIn("Filing room", page.text)

    def test_he_signs_and_follows_it(self):
        self.contract.action_send()
        page = self._get("/my/contracts", "contract_customer")
        self.assertIn(self.contract.name, page.text)
        page = self.url_open(f"/my/contracts/{self.contract.id}")
        self.assertIn("Sign the Contract", page.text)
        self.assertIn("Filing Cabinet", page.text)
        answer = self._sign(name="Director Li", signature=PNG)
        self.assertTrue(answer.get("force_refresh"), answer)
        self.assertEqual(self.contract.state, "in_force")
        self.assertIn("error", self._sign(name="Somebody", signature=PNG))
        page = self.url_open(f"/my/contracts/{self.contract.id}")
        self.assertNotIn("Sign the Contract", page.text)
        self.assertIn("What Is Left", page.text)
        self.assertIn("Director Li", page.text)
        paper = self.url_open(f"/my/contracts/{self.contract.id}/paper")
        self.assertIn("Director Li", paper.text)
        self.assertIn("Filing Cabinet", paper.text)

    def test_the_link_in_the_mail_opens_it(self):
        self.contract.action_send()
        token = self.contract.access_token
        self.authenticate(None, None)
        page = self.url_open(f"/my/contracts/{self.contract.id}?access_token={token}")
        self.assertIn("Sign the Contract", page.text)
        self.assertIn("error", self._sign("wrong", name="Li", signature=PNG))
        self.assertEqual(self.contract.state, "sent")
        answer = self._sign(token, name="Li", signature=PNG)
        self.assertNotIn("error", answer)
        self.assertEqual(self.contract.state, "in_force")

    def test_strangers_read_and_sign_nothing(self):
        self.contract.action_send()
        page = self._get(f"/my/contracts/{self.contract.id}", "contract_stranger")
        self.assertNotIn("Filing room", page.text)
        page = self.url_open("/my/contracts")
        self.assertNotIn(self.contract.name, page.text)
        self.assertIn("error", self._sign(name="Li", signature=PNG))
        self.assertEqual(self.contract.state, "sent")

    def test_a_customer_writes_nothing_over_rpc(self):
        self.contract.action_send()
        self.authenticate("contract_customer", "contract_customer")
        for method, args in (
            ("write", [{"title": "Mine"}]),
            ("action_enforce", []),
            ("action_cancel", []),
            ("_sign_by_customer", ["Li", PNG]),
        ):
            with self.assertRaises(Exception) as caught:
                self.make_jsonrpc_request(
                    "/web/dataset/call_kw",
                    {
                        "model": "aftersales.contract",
                        "method": method,
                        "args": [[self.contract.id], *args],
                        "kwargs": {},
                    },
                )
            self.assertIn("Error", str(caught.exception.args))
        self.env.invalidate_all()
        self.assertEqual(self.contract.state, "sent")
        with self.assertRaises(AccessError):
            self.contract.line_ids.with_user(self.portal_user).read(["amount"])

    def test_his_own_contracts_are_counted(self):
        self.contract.action_send()
        self.authenticate("contract_customer", "contract_customer")
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["service_contract_count"]}
        )
        self.assertEqual(counters["service_contract_count"], 1)
