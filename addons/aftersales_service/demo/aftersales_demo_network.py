from base64 import b64encode
from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from odoo import api, models
from odoo.fields import Command

from ..tools import kpi
from . import network_texts as texts

YEAR = timedelta(days=365)


class AftersalesDemo(models.AbstractModel):
    """The network: papers, contracts, who stands above whom, grades, a handover."""

    _inherit = "aftersales.demo"

    @api.model
    def _load_network(self):
        self._load_more_outlets()
        self._date_network()
        self._hand_over()
        self._end_states()
        self._remind_of_papers()
        self._grade_outlets()

    # -- papers ----

    @api.model
    def _file_papers(self, outlet):
        """What an outlet of its kind hands in, and its contract."""
        today = self._today()
        requirements = self.env["aftersales.outlet.document.requirement"].search(
            [("kind", "=", outlet.kind)]
        )
        self.env["aftersales.outlet.document"].create(
            [
                self._prepare_document_vals(outlet, requirement.type_id, today)
                for requirement in requirements
                for _number in range(requirement.count)
            ]
        )
        if requirements:
            self._sign_contract(outlet, today)

    @api.model
    def _prepare_document_vals(self, outlet, kind, today) -> dict:
        # One of them ends soon, so that somebody is told.
        is_short = outlet.code == "XM" and kind.code == "licence"
        days = 20 if is_short else 400 + 30 * len(outlet.code or "")
        return {
            "outlet_id": outlet.id,
            "type_id": kind.id,
            "name": self._text(texts.NUMBERS[kind.code]),
            "issuer": self._text(texts.ISSUER) if kind.has_end else False,
            "holder": self._text(texts.HOLDER) if kind.code == "staff" else False,
            "date_start": today - YEAR,
            "date_end": kind.has_end and today + timedelta(days=days),
            "photo": self._draw_shop(outlet.id),
        }

    @api.model
    def _draw_shop(self, number: int) -> bytes:
        """A shop front, each in a colour of its own."""
        image = Image.new("RGB", (320, 240), (214, 230, 244))
        draw = ImageDraw.Draw(image)
        wall = (120 + number * 37 % 110, 110 + number * 53 % 90, 90)
        draw.rectangle((40, 70, 280, 210), fill=wall)
        draw.polygon([(25, 70), (160, 25), (295, 70)], fill=(92, 64, 51))
        draw.rectangle((60, 95, 180, 175), fill=(235, 245, 250))
        draw.rectangle((205, 110, 255, 210), fill=(70, 50, 40))
        draw.rectangle((0, 210, 320, 240), fill=(150, 150, 150))
        file = BytesIO()
        image.save(file, "PNG")
        return b64encode(file.getvalue())

    @api.model
    def _sign_contract(self, outlet, today):
        """In force for a year or more; the one of Taiyuan ends in six weeks."""
        days = 45 if outlet.code == "TY" else 500
        contract = self.env["aftersales.outlet.contract"].create(
            {
                "outlet_id": outlet.id,
                "date_start": today - 2 * YEAR,
                "date_end": today + timedelta(days=days),
                "amount_deposit": 20000.0,
                "scope": self._text(texts.CONTRACT_SCOPE),
                "signed_by": self._text(texts.CONTRACT_SIGNER),
                "deposit_received_date": today - 2 * YEAR,
                "attachment_ids": [
                    Command.create(
                        {
                            "name": self._text(texts.CONTRACT_FILE),
                            "raw": b"%PDF-1.4\n%%EOF\n",
                            "mimetype": "application/pdf",
                        }
                    )
                ],
            }
        )
        contract.signed_at = self._moment(-730, 600)
        contract.action_sign()

    @api.model
    def _remind_of_papers(self):
        contract = self.env["aftersales.outlet.contract"]
        self.env["aftersales.outlet.document"]._remind_batch(100)
        contract._remind_batch(100)
        # The next one is being written already.
        ending = self._ref("outlet_ty").contract_ids
        contract.create(
            {
                "outlet_id": ending.outlet_id.id,
                "date_start": ending.date_end + timedelta(days=1),
                "date_end": ending.date_end + YEAR,
                "amount_deposit": ending.amount_deposit,
                "scope": ending.scope,
            }
        )

    # -- outlets in every state ----

    @api.model
    def _load_more_outlets(self):
        main = self._ref("outlet_qd")
        for code, name, city, zip_code, province, point, state in texts.MORE_OUTLETS:
            partner = self.env["res.partner"].create(
                {
                    "name": self._text(name),
                    "is_company": True,
                    "city": self._text(city),
                    "zip": zip_code,
                    "state_id": self.env.ref(f"base.state_cn_{province}").id,
                    "country_id": self.env.ref("base.cn").id,
                    "lang": self.env.lang,
                    **self._prepare_point(point),
                }
            )
            outlet = self._create_named(
                "aftersales.outlet",
                f"outlet_{code.lower()}",
                {
                    "name": self._text(name),
                    "code": code,
                    "sequence": 30,
                    "kind": "outsourced",
                    "partner_id": partner.id,
                    "parent_id": main.id,
                    "cities": ", ".join(city),
                    "calendar_id": self.env.company.resource_calendar_id.id,
                },
            )
            self._file_papers(outlet)
            outlet.action_approve()
            if state != "approved":
                outlet.action_activate()
        self._apply()

    @api.model
    def _apply(self):
        """Nanchang applies: a licence is there, the rest is still to come."""
        candidate = self._ref("outlet_nc")
        candidate.applicant_id = self._ref("user_outlet")
        candidate.supervisor_id = self._ref("user_manager")
        licence = self.env.ref("aftersales_service.outlet_document_type_licence")
        self.env["aftersales.outlet.document"].create(
            self._prepare_document_vals(candidate, licence, self._today())
        )

    @api.model
    def _end_states(self):
        for code, *_facts, state in texts.MORE_OUTLETS:
            outlet = self._ref(f"outlet_{code.lower()}")
            if state == "suspended":
                outlet.action_suspend()
            elif state == "closed":
                outlet.contract_ids.end_reason = self._text(texts.CLOSING)
                outlet.contract_ids.action_end()
                outlet.action_close()

    @api.model
    def _date_network(self):
        """The network is years old; one outlet has moved, another one will."""
        today = self._today()
        outlets = self.env["aftersales.outlet"].search([("state", "=", "active")])
        outlets.active_since = today - 3 * YEAR
        outlets.supervisor_id = self._ref("user_manager")
        outlets.filtered("grade").grade_date = today - timedelta(days=100)
        Row = self.env["aftersales.outlet.membership"]
        Row.search([("outlet_id", "in", outlets.ids)]).date_from = today - YEAR
        jinan, beijing = self._ref("outlet_jn"), self._ref("outlet_bj")
        Row.create(
            {
                "outlet_id": self._ref("outlet_xm").id,
                "parent_id": jinan.id,
                "date_from": today - 2 * YEAR,
                "date_to": today - YEAR - timedelta(days=1),
                "reason": self._text(texts.WAS_BELOW),
            }
        )
        _first, last = kpi.period(kpi.MONTH, today)
        self._ref("outlet_ty")._move_to(
            beijing, last + timedelta(days=1), self._text(texts.NEW_REGION)
        )

    # -- handovers ----

    @api.model
    def _hand_over(self):
        """One outlet closed and gave its units away; another one waits to be taken."""
        closing, waiting = self._ref("outlet_dz"), self._ref("outlet_wf")
        units = self.env["aftersales.equipment"].search(
            [("outlet_id", "=", False)], limit=7
        )
        units[:4].outlet_id = closing
        units[4:].outlet_id = waiting
        done = self._make_handover(closing, texts.CLOSING)
        done.with_user(self._ref("user_outlet")).action_receive()
        while done.is_moving:
            done._move_batch(100)
        self._make_handover(waiting, texts.SUSPENDED)

    @api.model
    def _make_handover(self, outlet, reason):
        handover = self.env["aftersales.outlet.handover"].create(
            {
                "outlet_id": outlet.id,
                "dest_outlet_id": self._ref("outlet_jn").id,
                "reason": self._text(reason),
            }
        )
        handover.with_user(self._ref("user_manager")).action_hand()
        return handover

    # -- grades ----

    @api.model
    def _grade_outlets(self):
        """Last month: some grades are final, one outlet appeals against its card."""
        scheme = self.env.ref("aftersales_service.scorecard_scheme")
        scheme.period = kpi.MONTH
        company = self.env.company
        first, _last = kpi.period(kpi.MONTH, self._today())
        period = kpi.period(kpi.MONTH, first - timedelta(days=1))
        scheme._compute_period(company, period)
        cards = scheme._get_cards(company, period)
        settled = cards.filtered(lambda card: card.grade in ("A", "B"))
        settled.published_at = self._moment(-9, 600)
        cards.action_publish()
        settled.action_finish()
        card = cards.filtered(lambda one: one.outlet_id == self._ref("outlet_jn"))
        if card.state == "published":
            lines = card.line_ids.filtered("is_measured") or card.line_ids
            lines[:1].with_user(self._ref("user_outlet"))._appeal(
                self._text(texts.APPEAL)
            )
