import json
import time
from contextlib import contextmanager, suppress

import websocket

from odoo.tests import tagged
from odoo.tests.common import ChromeBrowser, ChromeBrowserException, HttpCase

from ..rules import rule
from .test_field_action import FieldCase

DEAD = {
    "offline": True,
    "latency": 0,
    "downloadThroughput": 0,
    "uploadThroughput": 0,
}
ALIVE = {**DEAD, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
PAGE = "/aftersales/visits"
# The first send reaches the office, but its answer never reaches the phone.
LOSE_FIRST_ANSWER = """
    const send = window.fetch;
    window.fetch = async (...args) => {
        const response = await send(...args);
        if (String(args[0]).endsWith("/send") && !window.lostAnswers) {
            window.lostAnswers = 1;
            throw new TypeError("Failed to fetch");
        }
        return response;
    };
"""

# The page alone sends, so that its answer can be lost.
NO_BACKGROUND_SYNC = """
    void Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", {
        value: undefined,
    });
"""
COUNT_ROWS = """
    new Promise((done) => {
        const opening = indexedDB.open("aftersales_field_%s");
        opening.onsuccess = () => {
            const rows = opening.result.transaction("rows").objectStore("rows");
            rows.count().onsuccess = (ev) => {
                opening.result.close();
                done(ev.target.result);
            };
        };
    })
"""


class Phone:
    """A page in Chromium, driven over the DevTools protocol."""

    def __init__(self, case):
        self.case = case
        self.browser = ChromeBrowser(case)
        # A dead network is an error to the browser, not to the test.
        self.browser.error_checker = lambda message: "Failed to load" not in message
        self.worker = None

    def close(self):
        if self.worker:
            self.worker.close()
        self.browser.stop()

    def ask(self, method, **params):
        return self.browser._websocket_request(method, params=params, timeout=30)

    def run(self, code):
        """Value of a JavaScript expression; promises are waited for."""
        answer = self.ask(
            "Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True
        )
        self.case.assertNotIn("exceptionDetails", answer, code)
        return answer["result"].get("value")

    def wait(self, code, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            # While a page is being loaded there is nothing to ask.
            with suppress(AssertionError, ChromeBrowserException):
                if value := self.run(f"(async () => {code})()"):
                    return value
            time.sleep(0.1)
        shown = self.run("document.body.innerText")
        self.case.fail(f"Not reached: {code}\n\n{shown}")

    def wait_for(self, selector):
        self.wait(f"!!document.querySelector({json.dumps(selector)})")

    def click(self, selector):
        self.wait_for(f"{selector}:not([disabled])")
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def click_text(self, selector, text):
        found = (
            f"[...document.querySelectorAll({json.dumps(selector)})]"
            f".find((el) => el.innerText.includes({json.dumps(text)}))"
        )
        self.wait(f"!!{found}")
        self.run(f"{found}.click()")

    def type(self, selector, text, event="change"):
        self.wait_for(selector)
        self.run(
            f"""(() => {{
                const el = document.querySelector({json.dumps(selector)});
                el.value = {json.dumps(text)};
                el.dispatchEvent(new Event({json.dumps(event)}, {{ bubbles: true }}));
            }})()"""
        )

    def draw(self, selector):
        box = self.run(
            f"""(() => {{
                const el = document.querySelector({json.dumps(selector)});
                el.scrollIntoView({{ block: "center" }});
                const {{ x, y }} = el.getBoundingClientRect();
                return {{ x, y }};
            }})()"""
        )
        mouse = {"button": "left", "buttons": 1, "clickCount": 1}
        points = [(40 + 6 * i, 60 + (i % 5) * 12) for i in range(20)]
        for kind, (x, y) in (
            ("mousePressed", points[0]),
            *(("mouseMoved", point) for point in points),
            ("mouseReleased", points[-1]),
        ):
            self.ask(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box["x"] + x,
                y=box["y"] + y,
                **mouse,
            )

    # -- network --------------------------------------------------------------------

    def set_network(self, conditions):
        """Cut or mend the line of the page and of its service worker."""
        self.ask("Network.enable")
        self.ask("Network.emulateNetworkConditions", **conditions)
        if not self.worker:
            url = next(
                target["webSocketDebuggerUrl"]
                for target in self.browser._json_command("list")
                if target["type"] == "service_worker"
            )
            self.worker = websocket.create_connection(url, suppress_origin=True)
            self._ask_worker("Network.enable")
        self._ask_worker("Network.emulateNetworkConditions", **conditions)

    def _ask_worker(self, method, **params):
        self.worker.send(json.dumps({"id": 1, "method": method, "params": params}))
        while json.loads(self.worker.recv()).get("id") != 1:
            pass


@tagged("post_install", "-at_install")
class TestFieldOffline(FieldCase, HttpCase):
    """A visit in a cellar: the network is cut in a real browser, and comes back."""

    browser_size = "390x844"

    @contextmanager
    def _phone(self, login="test_technician"):
        phone = Phone(self)
        try:
            with self.allow_requests(browser=phone.browser):
                self.authenticate(login, login, browser=phone.browser)
                self.cr.flush()
                self.cr.clear()
                yield phone
                self._wait_remaining_requests()
        finally:
            phone.close()

    def _open(self, phone):
        """Open the pages and wait until all of them lie on the phone."""
        phone.browser.navigate_to(self.base_url() + PAGE)
        phone.wait_for(".o_field_card")
        phone.wait(
            "!!(await (await caches.open('aftersales_field_shell')).match"
            f"('{PAGE}')) && !!navigator.serviceWorker.controller"
        )

    def _cut(self, phone):
        phone.set_network(DEAD)
        # From here on nothing reaches the server: its cursor is the test's.
        self._wait_remaining_requests()
        self.assertFalse(phone.run("navigator.onLine"))
        self.assertTrue(
            phone.run("fetch('/web/health').then(() => false, () => true)"),
            "the page has no network",
        )

    def _log_in(self, phone, login):
        """Log in beside the open page, as on a phone that is handed on."""
        self._cut(phone)
        self.state_seen = self.dispatch.state
        self.authenticate(login, login, browser=phone.browser)
        self.cr.flush()
        self.cr.clear()
        phone.set_network(ALIVE)

    @rule("R063", "R064", "R071")
    def test_a_visit_is_done_without_network_and_sent_once_when_it_is_back(self):
        self.dispatch.scheduled_start = False
        voltage = self._send_with_checklist()[0]
        self.dispatch.scheduled_start = False
        self.cause.name = "Rail bent by its own weight"
        with self._phone() as phone:
            self._open(phone)
            self._cut(phone)
            phone.ask("Page.reload")
            phone.wait_for(".o_field_banner.is-offline")
            self.assertIn("Haibin School", phone.run("document.body.innerText"))

            phone.run(NO_BACKGROUND_SYNC)
            phone.click(f"a[href='#visit/{self.dispatch.id}']")
            phone.click("[data-step=arrive]")
            phone.click("[data-section=fault] .o_field_picker:nth-of-type(2) > button")
            phone.type("[data-section=fault] input[type=search]", "own rail", "input")
            phone.click_text("[data-section=fault] li button", self.cause.name)
            phone.click("[data-outcome=solved]")
            missing = phone.run("document.body.innerText")
            self.assertIn("Write down the work", missing)
            self.assertIn("Checklist: Voltage", missing)
            phone.type(f"[data-question='{voltage.id}'] input", "228")
            phone.type("[name=work_done]", "New rail.")
            phone.click("[data-opinion=satisfied]")
            phone.draw("[data-section=customer] canvas")
            phone.click("[data-do=sign]")
            phone.wait_for("[data-section=customer] .is-done")
            phone.click("[data-step=finish]")
            phone.wait_for(".o_field_card.is-finished")
            self.assertNotIn("Checklist: ", phone.run("document.body.innerText"))
            banner = phone.run("document.querySelector('.is-offline').innerText")
            self.assertIn("8", banner)
            self.assertEqual(phone.run("document.scrollingElement.scrollWidth"), 390)

            # All of it survives another start of the page.
            phone.ask("Page.reload")
            phone.wait_for(".o_field_card.is-finished")
            self.assertEqual(self.dispatch.state, "sent", "nothing was sent so far")

            phone.run(LOSE_FIRST_ANSWER)
            phone.set_network(ALIVE)
            phone.wait("window.lostAnswers")
            phone.run("window.dispatchEvent(new Event('online'))")
            phone.wait("!document.querySelector('.o_field_banner')")

        self.env.invalidate_all()
        actions = self.env["aftersales.field.action"].search(
            [("dispatch_id", "=", self.dispatch.id)], order="id"
        )
        self.assertEqual(
            actions.mapped("kind"),
            [
                *("arrive", "assess", "write", "checklist", "write", "write"),
                *("sign", "finish"),
            ],
        )
        self.assertEqual(set(actions.mapped("state")), {"done"})
        self.assertEqual(len(set(actions.mapped("uuid"))), 8)
        self.assertEqual(self.dispatch.answer_ids[0].value_number, 228)
        self.assertEqual(self.dispatch.state, "finished")
        self.assertEqual(self.dispatch.opinion, "satisfied")
        self.assertTrue(self.dispatch.signature)
        self.assertEqual(self.order.state, "signed")
        self.assertEqual(self.order.cause_id, self.cause)
        self.assertEqual(self.dispatch.arrived_at, actions[0].device_at)

    def test_a_visit_cancelled_meanwhile_is_a_conflict_that_the_phone_shows(self):
        self.dispatch.scheduled_start = False
        with self._phone() as phone:
            self._open(phone)
            self._cut(phone)
            phone.click(f"a[href='#visit/{self.dispatch.id}']")
            phone.click("[data-step=arrive]")
            phone.wait_for("[data-section=finish]")
            self.dispatch.action_cancel()
            self.cr.flush()
            self.cr.clear()
            phone.set_network(ALIVE)
            phone.click(".o_field_banner.is-danger")
            phone.wait_for(".is-conflict")
            words = phone.run("document.querySelector('.is-conflict').innerText")
            self.assertIn("Cancelled", words)
            self.assertIn("Haibin School", words)
            phone.click_text(".is-conflict button:not([disabled])", "Discard")
            phone.wait("!document.querySelector('.is-conflict')")
        self.env.invalidate_all()
        action = self.env["aftersales.field.action"].search(
            [("dispatch_id", "=", self.dispatch.id)]
        )
        self.assertEqual(action.state, "dismissed")
        self.assertEqual(action.dismissed_by_id, self.technician_user)

    def test_the_next_user_of_the_phone_sees_and_sends_nothing_of_the_first(self):
        self.dispatch.scheduled_start = False
        self._create_user("technician", login="test_second")
        with self._phone() as phone:
            self._open(phone)
            self._cut(phone)
            phone.click(f"a[href='#visit/{self.dispatch.id}']")
            phone.click("[data-step=arrive]")
            phone.wait_for("[data-section=finish]")
            self._log_in(phone, "test_second")
            phone.browser.navigate_to(self.base_url() + PAGE)
            phone.wait_for(".o_field_empty")
            phone.wait("document.body.innerText.includes('no employee')")
            self.assertNotIn("Haibin", phone.run("document.body.innerText"))
            user_id = self.technician_user.id
            self.assertEqual(phone.run(COUNT_ROWS % f"queue_{user_id}"), 1)
            self.assertEqual(phone.run(COUNT_ROWS % f"cache_{user_id}"), 0)
            self._log_in(phone, "test_technician")
            self.assertEqual(self.state_seen, "sent")
            phone.browser.navigate_to(self.base_url() + PAGE)
            phone.wait_for(".o_field_card.is-arrived")
            phone.wait("!document.querySelector('.o_field_banner')")
        self.env.invalidate_all()
        self.assertEqual(self.dispatch.state, "arrived")
