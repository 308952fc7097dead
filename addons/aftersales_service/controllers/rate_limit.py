"""Public pages answer each visitor so often and no more."""

from functools import wraps

from odoo.http import request


def rate_limited(page: str):
    """Refuse visitors who ask for a route too often; stands below ``http.route``.

    A form that is sent counts apart from pages that are read. The company's own
    people are not counted.

    :param page: name that the visits are counted under
    """

    def decorate(endpoint):
        @wraps(endpoint)
        def guarded(self, *args, **kwargs):
            if request.env.user._is_internal():
                return endpoint(self, *args, **kwargs)
            is_form = request.httprequest.method == "POST"
            wait = request.env["aftersales.rate.limit"]._visit(
                "form" if is_form else "page", page, request.httprequest.remote_addr
            )
            return _render_wait(wait) if wait else endpoint(self, *args, **kwargs)

        return guarded

    return decorate


def _render_wait(seconds: int):
    advice = request.env._(
        "There were very many visits from your network. Please try again in "
        "%(minutes)s min.",
        minutes=-(-seconds // 60),
    )
    response = request.render(
        "aftersales_service.page_too_often", {"advice": advice}, status=429
    )
    response.headers["Retry-After"] = str(seconds)
    return response
