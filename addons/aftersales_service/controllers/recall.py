from odoo import http
from odoo.http import content_disposition, request

from .rate_limit import rate_limited
from .sheet import stream_workbook

MAX_NOTE = 1000
MAX_SERIAL = 64


class RecallController(http.Controller):
    """Public notices, the serial check, and a customer's answer without a login."""

    # -- notices for everybody --------------------------------------------------------
    @http.route("/aftersales/notices", type="http", auth="public", website=True)
    @rate_limited("recall_notices")
    def recall_notices(self, serial=None, **kw):
        """Published notices, and whether a typed serial is affected (R524)."""
        recalls = request.env["aftersales.recall"]._get_published()
        typed = (serial or "").strip()[:MAX_SERIAL]
        return request.render(
            "aftersales_service.recall_notices",
            {
                "recalls": recalls,
                "typed": typed,
                "found": recalls._find_by_serial(typed),
            },
        )

    @http.route(
        "/aftersales/notices/<int:recall_id>",
        type="http",
        auth="public",
        website=True,
    )
    @rate_limited("recall_notice")
    def recall_notice(self, recall_id, **kw):
        recalls = request.env["aftersales.recall"]._get_published()
        recall = recalls.filtered(lambda recall: recall.id == recall_id)
        if not recall:
            raise request.not_found()
        return request.render(
            "aftersales_service.recall_notice",
            {"recall": recall, "res_company": recall.company_id},
        )

    @http.route(
        "/aftersales/notices/<int:recall_id>.pdf",
        type="http",
        auth="public",
        website=True,
    )
    @rate_limited("recall_notice_pdf")
    def recall_notice_pdf(self, recall_id, **kw):
        """The same to hang up."""
        recalls = request.env["aftersales.recall"]._get_published()
        recall = recalls.filtered(lambda recall: recall.id == recall_id)
        if not recall:
            raise request.not_found()
        content, _kind = (
            request.env["ir.actions.report"]
            .sudo()
            ._render_qweb_pdf(
                "aftersales_service.action_report_recall_notice", recall.ids
            )
        )
        name = f"{recall.name.replace('/', '-')}.pdf"
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(name)),
            ],
        )

    # -- a customer's answer -----------------------------------------------------------
    @http.route(
        "/aftersales/recall/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
        # The link is of one person and carries what opens it.
        sitemap=False,
    )
    @rate_limited("recall_answer")
    def recall_answer(self, token, **post):
        notice = request.env["aftersales.recall.notice"]._get_by_token(token)
        if not notice:
            return request.render("aftersales_service.recall_link_over", {}, status=404)
        errors = {}
        is_sent = request.httprequest.method == "POST"
        if is_sent:
            errors = self._take_answers(notice, post)
        response = request.render(
            "aftersales_service.recall_answer",
            {
                "notice": notice,
                "recall": notice.recall_id,
                "res_company": notice.company_id,
                "lines": notice.line_ids.filtered(
                    lambda line: line.partner_id == notice.partner_id
                ),
                "open_lines": notice._get_open_lines(),
                "choices": self._get_answer_words(),
                "errors": errors,
                "typed": post if errors else {},
                "is_thanked": is_sent and not errors,
            },
        )
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
        return response

    def _get_answer_words(self) -> dict[str, str]:
        """Answers in a customer's words."""
        return {
            "appointment": request.env._("I have it: please make an appointment"),
            "mine": request.env._("I have it: I will get in touch later"),
            "sold": request.env._("I sold it or gave it away"),
            "scrapped": request.env._("It is scrapped"),
        }

    def _take_answers(self, notice, post: dict) -> dict[int, str]:
        """Log what was said of each unit; nothing is written while one is wrong.

        :return: messages by unit
        """
        answers, errors = {}, {}
        for line in notice._get_open_lines():
            answer = post.get(f"answer_{line.id}") or ""
            note = (post.get(f"note_{line.id}") or "").strip()[:MAX_NOTE]
            if not answer:
                continue
            if answer not in self._get_answer_words():
                errors[line.id] = request.env._("Please choose one of the answers.")
            elif answer == "sold" and not note:
                errors[line.id] = request.env._(
                    "Please tell us who has it now, as far as you know."
                )
            else:
                answers[line] = (answer, note)
        if not answers and not errors:
            errors[0] = request.env._("Please choose an answer.")
        if errors:
            return errors
        for line, (answer, note) in answers.items():
            line._register_answer(
                answer, note, means="web", notice_id=notice.id, user_id=False
            )
        return {}

    # -- the file for the authority -----------------------------------------------
    @http.route(
        "/aftersales/recall/<int:recall_id>/report.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
        # The export is logged, so the database is written to.
        readonly=False,
    )
    def recall_report(self, recall_id):
        recall = request.env["aftersales.recall"].browse(recall_id).exists()
        if not recall:
            raise request.not_found()
        recall.check_access("read")
        recall._check_export_right()
        return stream_workbook(
            lambda file: recall._log_report(recall._write_report(file)),
            recall._get_report_name(),
        )
