import json

from odoo.tests import HttpCase, tagged

from .common import StocktakeCase


@tagged("post_install", "-at_install")
class TestStocktakeRpc(StocktakeCase, HttpCase):
    """Over RPC a counter learns nothing of the books, and goes around no step."""

    def _call(self, method, *args, model="aftersales.stocktake", **kwargs):
        answer = self.url_open(
            "/web/dataset/call_kw",
            data=json.dumps(
                {
                    "params": {
                        "model": model,
                        "method": method,
                        "args": list(args),
                        "kwargs": kwargs,
                    }
                }
            ),
            headers={"Content-Type": "application/json"},
        ).json()
        return answer.get("result"), answer.get("error", {}).get("data", {}).get("name")

    def test_the_books_are_not_read_while_counting(self):
        stocktake = self._start()
        line = self._line(stocktake, self.goods)
        self.authenticate("test_storekeeper", "test_storekeeper")
        lines = "aftersales.stocktake.line"
        result, _error = self._call("action_load_count", [stocktake.id], "all")
        self.assertEqual(len(result["lines"]), 3)
        self.assertNotIn("book", json.dumps(result))
        for name in ("book_quantity", "expected_quantity", "difference", "unit_cost"):
            _result, error = self._call("read", [line.id], [name], model=lines)
            self.assertEqual(error, "odoo.exceptions.AccessError", name)
            _result, error = self._call("search_count", [[name, ">", 9]], model=lines)
            self.assertEqual(error, "odoo.exceptions.AccessError", name)
        for extra in ({}, {"context": {"_aftersales_step": True}}):
            result, _error = self._call(
                "web_read",
                [line.id],
                {"known_expected": {}, "known_difference": {}, "shows_book": {}},
                model=lines,
                **extra,
            )
            self.assertEqual(result[0]["known_expected"], 0.0)
            self.assertFalse(result[0]["shows_book"])

    def test_no_step_is_gone_around(self):
        stocktake = self._start()
        line = self._line(stocktake, self.goods)
        self.authenticate("test_storekeeper", "test_storekeeper")
        lines = "aftersales.stocktake.line"
        for method, args, model in (
            ("write", ([stocktake.id], {"state": "approved"}), stocktake._name),
            ("write", ([line.id], {"status": "counted"}), lines),
            ("write", ([line.id], {"difference": 0.0}), lines),
            ("unlink", ([line.id],), lines),
            ("_adjust_books", ([stocktake.id],), stocktake._name),
            ("_record_counts", ([line.id], {str(line.id): 1}), lines),
            ("_freeze_books", ([stocktake.id],), stocktake._name),
            ("action_approve", ([stocktake.id],), stocktake._name),
            ("action_verify", ([stocktake.id],), stocktake._name),
        ):
            _result, error = self._call(method, *args, model=model)
            self.assertIn(
                error,
                (
                    "odoo.exceptions.AccessError",
                    "odoo.exceptions.UserError",
                ),
                method,
            )
        self.assertEqual((stocktake.state, line.status), ("counting", "open"))
        result, error = self._call("action_record_count", [stocktake.id], line.id, 9)
        self.assertFalse(error)
        self.assertEqual(result["line"]["counted"], 9)
