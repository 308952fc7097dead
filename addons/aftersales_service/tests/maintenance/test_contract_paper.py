from odoo.tests import tagged

from .common import PNG, MaintenanceCase


@tagged("post_install", "-at_install")
class TestContractPaper(MaintenanceCase):
    def test_the_paper_says_what_was_agreed_and_who_signed(self):
        contract = self._create_contract(terms="Notice of one month.")
        contract.action_send()
        contract._sign_by_customer("Director Li", PNG)
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "aftersales_service.action_report_contract", contract.ids
        )
        text = html.decode()
        for words in (
            contract.name,
            "Filing Cabinet",
            "SN000001",
            "Full Service",
            "Notice of one month.",
            "Director Li",
        ):
            self.assertIn(words, text)
