import re

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import file_open

ADDON = "aftersales_service"
PAGE = "/aftersales/visits"
GROUP = "aftersales_service.group_technician"

WORKER_FILES = ("core/storage.js", "core/sender.js", "service_worker.js")
MODULE_WORDS = re.compile(r"^(import .*;|export )", re.MULTILINE)


class FieldController(http.Controller):
    """The technician's phone pages: shell, service worker, his day, his queue."""

    # -- shell ----------------------------------------------------------------------

    @http.route(PAGE, type="http", auth="user", methods=["GET"], readonly=True)
    def visits(self, **kw):
        if not request.env.user.has_group(GROUP):
            raise request.not_found()
        response = request.render(
            "aftersales_service.field_page", {"session_info": self._get_session_info()}
        )
        # The service worker keeps the page; no cache between it and here does.
        response.headers["Cache-Control"] = "no-store"
        return response

    def _get_session_info(self) -> dict:
        user = request.env.user
        return {
            "uid": user.id,
            "db": request.db,
            "name": user.name,
            "username": user.login,
            "user_context": {"lang": user.lang, "tz": user.tz, "uid": user.id},
            "page": PAGE,
            "words": self._get_words_url(user.lang),
        }

    def _get_words_url(self, lang: str) -> str:
        """Where the words of the page are; other words have another address."""
        version = request.env["ir.http"]._get_web_translations_hash([ADDON], lang)
        return f"{PAGE}/words/{lang}/{version}.json"

    @http.route(
        f"{PAGE}/words/<string:lang>/<string:version>.json",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def words(self, lang, version):
        modules, _parameters = request.env["ir.http"]._get_translations_for_webclient(
            [ADDON], lang
        )
        return request.make_json_response(
            {row["id"]: row["string"] for row in modules[ADDON]["messages"]},
            {"Cache-Control": f"private, max-age={http.STATIC_CACHE_LONG}"},
        )

    @http.route(
        f"{PAGE}/service-worker.js",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def service_worker(self):
        return request.make_response(
            self._get_service_worker(),
            [
                ("Content-Type", "text/javascript"),
                ("Service-Worker-Allowed", PAGE),
                ("Cache-Control", "no-cache"),
            ],
        )

    def _get_service_worker(self) -> str:
        """One script: not every browser lets a service worker import modules."""
        sources = []
        for path in WORKER_FILES:
            with file_open(f"{ADDON}/static/src/field/{path}") as file:
                sources.append(MODULE_WORDS.sub("", file.read()))
        return "\n".join(sources)

    @http.route(
        f"{PAGE}/manifest.webmanifest",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
    )
    def manifest(self):
        icon = "/aftersales_service/static/src/field/icon-%s.png"
        return request.make_json_response(
            {
                "id": PAGE,
                "name": request.env._("My Visits"),
                "short_name": request.env._("My Visits"),
                "start_url": PAGE,
                "scope": PAGE,
                "display": "standalone",
                "background_color": "#ffffff",
                "theme_color": "#1f3a5f",
                "icons": [
                    {"src": icon % size, "sizes": f"{size}x{size}", "type": "image/png"}
                    for size in (192, 512)
                ],
            },
            {"Content-Type": "application/manifest+json"},
        )

    # -- data -----------------------------------------------------------------------

    @http.route(f"{PAGE}/data", type="jsonrpc", auth="user", readonly=True)
    def data(self, user_id):
        self._check_user(user_id)
        return request.env["aftersales.dispatch"]._get_field_day()

    @http.route(f"{PAGE}/send", type="jsonrpc", auth="user")
    def send(self, user_id, actions, now=None):
        """Take the queue of the phone; the answer to each action, in its order."""
        self._check_user(user_id)
        return request.env["aftersales.field.action"]._receive(actions, now)

    @http.route(f"{PAGE}/resolve", type="jsonrpc", auth="user")
    def resolve(self, user_id, uuid, step, values=None):
        """Retry (with corrected entries) or discard what was refused."""
        self._check_user(user_id)
        action = request.env["aftersales.field.action"].search(
            [("user_id", "=", request.env.uid), ("uuid", "=", uuid)]
        )
        if not action:
            raise UserError(request.env._("This action is not known here."))
        if step == "discard":
            action.action_dismiss()
        else:
            action._set_values(values or {})
            action.action_retry()
        return action._get_result()

    def _check_user(self, user_id) -> None:
        """One phone, several people: what one recorded is never sent as another."""
        if user_id != request.env.uid:
            raise AccessError(
                request.env._("Somebody else is logged in on this phone now. Reload.")
            )
        if not request.env.user.has_group(GROUP):
            raise AccessError(request.env._("These pages are for technicians."))
