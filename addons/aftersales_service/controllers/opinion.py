from odoo import http
from odoo.http import request

from .rate_limit import rate_limited
from .unit_page import UnitPage

COMMENT_LENGTH = 5000


class OpinionPage(UnitPage):
    """Where a customer says, in one minute, how satisfied he is with a service."""

    @http.route(
        "/opinion/<int:opinion_id>/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    @rate_limited("opinion")
    def opinion_page(self, opinion_id, token, sent=None, **post):
        opinion = request.env["aftersales.opinion"]._find_by_token(opinion_id, token)
        if not opinion:
            return self._hide(
                request.render("aftersales_service.opinion_page_unknown", status=404)
            )
        if request.httprequest.method == "GET" or not opinion._is_open_for_answers():
            typed = {
                "opinion": opinion.opinion or "",
                "comment": opinion.comment or "",
                "wants_complaint": opinion.wants_complaint,
            }
            return self._render_opinion(opinion, typed, {}, is_sent=bool(sent))
        typed = {
            "opinion": post.get("opinion") or "",
            "comment": (post.get("comment") or "").strip()[:COMMENT_LENGTH],
            "wants_complaint": bool(post.get("wants_complaint")),
        }
        errors = self._check_opinion(opinion, typed)
        if errors:
            return self._render_opinion(opinion, typed, errors)
        opinion._answer({opinion: {**typed, "channel": "link"}})
        return request.redirect(f"{opinion._get_page_path()}?sent=1")

    def _check_opinion(self, opinion, typed: dict) -> dict[str, str]:
        errors = {}
        if typed["opinion"] not in dict(opinion._fields["opinion"].selection):
            errors["opinion"] = request.env._("Please choose one of the five answers.")
        if typed["wants_complaint"] and not typed["comment"]:
            errors["comment"] = request.env._("Please tell us what you complain of.")
        return errors

    def _render_opinion(self, opinion, typed: dict, errors: dict, is_sent=False):
        values = {
            "doc": opinion,
            "path": opinion._get_page_path(),
            "marks": opinion._fields["opinion"]._description_selection(request.env),
            "typed": typed,
            "errors": errors,
            "is_sent": is_sent,
            "is_open": opinion._is_open_for_answers(),
            "res_company": opinion.company_id,
        }
        return self._hide(request.render("aftersales_service.opinion_page", values))
