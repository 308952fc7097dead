from datetime import timedelta

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import hmac

from ..tools import rate_limit

# Visits of one visitor that arrive in the same instant get in each other's way.
ATTEMPTS = 5


class AftersalesRateLimit(models.Model):
    """Visits of public pages: one row a visitor, page and window.

    All servers count in the same table. A visit is counted in a transaction of its
    own, so that it counts even where the page ends in an error, and no visitor waits
    for the page of another one.
    """

    _name = "aftersales.rate.limit"
    _description = "Visits of Public Pages"
    _order = "window_start desc, id desc"
    _log_access = False

    key = fields.Char(
        required=True,
        readonly=True,
        help="Visitor and page, as a keyed hash: the table tells nobody's address.",
    )
    page = fields.Char(required=True, readonly=True)
    window_start = fields.Datetime(string="From", required=True, readonly=True)
    visits = fields.Integer(required=True, readonly=True)

    _key_uniq = models.UniqueIndex("(key, window_start)")
    _window_idx = models.Index("(window_start)")

    @api.model
    def _visit(self, kind: str, page: str, address: str | None) -> int:
        """Count a visit; 0 where the visitor may go on, else seconds to wait.

        :param kind: key of ``tools.rate_limit.KINDS``
        """
        parameter, seconds = rate_limit.KINDS[kind]
        config = self.env["ir.config_parameter"].sudo()  # nobody is logged in here
        limit = int(config.get_param(parameter) or 0)
        if limit <= 0:
            return 0
        now = self._get_now()
        key = hmac(
            self.env(su=True),
            "aftersales_rate_limit",
            (kind, page, rate_limit.visitor(address)),
        )
        visits = self._count(key, page, rate_limit.window_start(now, seconds))
        # Uncounted after so many attempts: just what the limit is there for.
        visits = limit + 1 if visits is None else visits
        return rate_limit.seconds_to_wait(visits, limit, now, seconds)

    @api.model
    def _get_now(self):
        return fields.Datetime.now()

    @api.model
    def _count(self, key: str, page: str, start) -> int | None:
        """Visits of the window with this one, in one statement."""
        query = SQL(
            """
            INSERT INTO aftersales_rate_limit (key, page, window_start, visits)
                 VALUES (%s, %s, %s, 1)
            ON CONFLICT (key, window_start)
              DO UPDATE SET visits = aftersales_rate_limit.visits + 1
              RETURNING visits
            """,
            key,
            page,
            start,
        )
        for _attempt in range(ATTEMPTS):
            try:
                with self.env.registry.cursor() as cr:
                    cr.execute(query, log_exceptions=False)
                    return cr.fetchone()[0]
            except SerializationFailure:
                continue
        return None

    @api.autovacuum
    def _gc_windows(self):
        """Forget windows that are over, a day later."""
        longest = max(kind.seconds for kind in rate_limit.KINDS.values())
        over = self._get_now() - timedelta(days=1, seconds=longest)
        self.search([("window_start", "<", over)]).unlink()
