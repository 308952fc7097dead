from base64 import b64encode

from odoo import fields, http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from .portal_outlet_job import OutletJobPortal
from .uploads import PHOTO_TYPES, read_uploads

RECORDED = (
    *("outcome", "work_done", "opinion", "opinion_note"),
    *("symptom_id", "cause_id", "remedy_id", "briefing_given"),
)


class OutletVisitPortal(OutletJobPortal):
    """What an outlet's technician does on his visit, on his phone."""

    def _find_visit(self, visit_id: int):
        """:raise NotFound: no such visit, or not one of the visitor's outlets"""
        visits = request.env["aftersales.dispatch"].sudo()
        visit = visits.search(
            Domain("id", "=", visit_id)
            & Domain("outlet_id", "in", self._get_outlets().ids)
        )
        order = self._find_job(visit.order_id.id or 0)
        return visit.with_company(order.company_id)

    @http.route(
        "/my/outlet/visits/<int:visit_id>/<any(depart,arrive,record,answer,photo,part,"
        "receipt,unsign,finish):step>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_outlet_visit_step(self, visit_id, step, **post):
        visit = self._find_visit(visit_id)
        order = visit.order_id
        error = self._run_once(
            step,
            visit,
            visit.outlet_id,
            post,
            lambda: self._take_visit_step(visit, step, post),
        )
        if error:
            return self._render_job(order, error, post)
        return request.redirect(f"/my/outlet/jobs/{order.id}#visit")

    def _take_visit_step(self, visit, step: str, post: dict) -> None:
        match step:
            case "depart":
                visit._outlet_depart()
            case "arrive":
                visit._outlet_arrive()
            case "record":
                self._record(visit, post)
            case "answer":
                visit._outlet_answer(self._read_answers(visit, post))
            case "photo":
                visit._outlet_add_photos(post.get("moment"), self._read_photos())
            case "part":
                self._use_part(visit, post)
            case "receipt":
                visit._outlet_take_equipment(self._read_receipt(post))
            case "unsign":
                visit._outlet_unsign()
            case "finish":
                visit._outlet_finish((post.get("refused_reason") or "").strip())

    def _record(self, visit, post: dict) -> None:
        typed = {name: post[name] for name in RECORDED if name in post}
        # A browser says nothing of a box that is not ticked.
        visit._outlet_record({"briefing_given": "", **typed})

    def _read_photos(self) -> list:
        files, error = read_uploads("photos", PHOTO_TYPES)
        if error:
            raise UserError(error)
        return files

    def _read_answers(self, visit, post: dict) -> dict:
        """Answers by question, as the checklist takes them; a picture only if one was
        chosen now."""
        answers = {}
        for answer in visit._get_asked_answers():
            question = answer.question_id
            name = f"question_{question.id}"
            if question.kind in ("photo", "signature"):
                files, error = read_uploads(name, PHOTO_TYPES)
                if error:
                    raise UserError(error)
                if files:
                    answers[question.id] = b64encode(files[0][1]).decode()
            elif name in post:
                answers[question.id] = post[name].strip() or None
        return answers

    def _use_part(self, visit, post: dict) -> None:
        product, _sep, lot = (post.get("part") or "").partition("-")
        try:
            numbers = int(product), int(lot or 0), float(post.get("quantity") or 0)
        except ValueError:
            raise UserError(request.env._("Choose a part and a quantity.")) from None
        visit._outlet_use_part(*numbers)

    def _read_receipt(self, post: dict) -> dict:
        names = ("description", "condition", "accessories")
        vals = {name: (post.get(name) or "").strip() for name in names}
        try:
            due = fields.Date.to_date(post.get("due_date") or None)
        except ValueError:
            raise UserError(request.env._("Promised Back is not a date.")) from None
        return {**vals, "due_date": due}

    @http.route(
        "/my/outlet/visits/<int:visit_id>/sign",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def portal_outlet_sign(self, visit_id, name=None, signature=None):
        """The host's signature form calls this; signed twice is signed once."""
        visit = self._find_visit(visit_id)
        try:
            visit._outlet_sign(name, signature)
        except UserError as error:
            return {"error": str(error)}
        return {
            "force_refresh": True,
            "redirect_url": f"/my/outlet/jobs/{visit.order_id.id}?signed=1#visit",
        }
