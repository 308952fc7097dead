from unittest.mock import patch

from ..common import AftersalesCase


class ArchiveCase(AftersalesCase):
    """March 2026: one visit done, signed and handed in; a dispatcher and an office."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.company.partner_id.lang = "en_US"
        cls.office = cls._create_user("service_manager")
        cls.inspector = cls._create_user("inspector")
        cls.admin = cls._create_user("admin")
        cls.rule_slip = cls.env.ref("aftersales_service.archive_rule_slip")
        rules = cls.env["aftersales.archive.rule"].search([])
        rules.write({"date_start": "2026-03-01", "active": False})
        cls.rule_slip.active = True

    def setUp(self):
        super().setUp()
        # Crons commit; a test does not.
        self.commits = self.startPatcher(
            patch.object(
                self.env.registry["ir.cron"], "_commit_progress", return_value=60
            )
        )

    def _create_visit(self, moment="2026-03-02 03:00:00", hand_in=True, **vals):
        """A visit that ended then, with all the customer says on its slip."""
        order = self._create_order(received_at=moment, description="Drawer sticks")
        dispatch = self._walk_to_signed(order)
        dispatch.write({"finished_at": moment, "debrief_note": "Done.", **vals})
        if hand_in:
            dispatch.action_hand_in()
        return dispatch

    def _open(self, rule=None, today="2026-04-01"):
        """Batches of the periods that are over on a day, collected."""
        rule = rule or self.rule_slip
        rule.active = True
        batches = rule._open_periods(self._day(today))
        batches = batches.filtered(lambda b: b.company_id == self.company)
        batches._collect()
        return batches

    def _day(self, text):
        return self.env["aftersales.archive.rule"]._fields["date_start"].to_date(text)

    def _hand_over(self, batch):
        batch.with_user(self.dispatcher).action_hand_in()
        batch.with_user(self.office).action_receive()

    def _seal(self, batch):
        self._hand_over(batch)
        batch.with_user(self.office).action_seal()
        batch = batch.sudo()
        while not batch._pack_piece():
            pass
        return batch
