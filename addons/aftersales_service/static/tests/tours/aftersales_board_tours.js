import {registry} from "@web/core/registry";

const FIRST = ".o_dispatch_row:contains('Li Gong')";
const SECOND = ".o_dispatch_row:contains('Wang Gong')";
const BAR = ".o_dispatch_bar:contains('Haibin School')";
const CARD = ".o_dispatch_card:contains('Haibin School')";

/** Drop in the middle of a row, the host's own helper drops on its upper edge. */
function dragTo(selector) {
  return (helpers) => helpers.drag_and_drop(selector, {position: "center"});
}

/** Steps that show the outlet of the test on a day of the past. */
function show() {
  return [
    {
      content: "choose the outlet",
      trigger: "select[name='outlet']",
      run: "selectByLabel Tour Outlet",
    },
    {
      content: "choose the day",
      trigger: "input[name='day']",
      run({anchor}) {
        anchor.value = "2026-03-02";
        anchor.dispatchEvent(new Event("change"));
      },
    },
  ];
}

/** Steps that undo the last move and see what came of it. */
function undo(content, trigger) {
  return [
    {
      content: "undo",
      trigger: "button[name='undo']:enabled",
      run: "click",
    },
    {content, trigger},
  ];
}

registry.category("web_tour.tours").add("aftersales_board_drag", {
  steps: () => [
    ...show(),
    {
      content: "somebody works then",
      trigger: `${FIRST} .o_dispatch_load:contains('of 8 h')`,
    },
    {
      content: "the order waits",
      trigger: CARD,
      run: dragTo(`${FIRST} .o_dispatch_line`),
    },
    {content: "it is planned", trigger: `${FIRST} ${BAR}`},
    {
      content: "nothing waits any more",
      trigger: `.o_dispatch_tray:not(:has(${CARD}))`,
    },
    {content: "pick it up", trigger: `${FIRST} ${BAR}`, run: "press Enter"},
    {content: "it is held", trigger: `${FIRST} ${BAR}[aria-pressed='true']`},
    {content: "a row down", trigger: `${FIRST} ${BAR}`, run: "press ArrowDown"},
    {
      content: "it would land there",
      trigger: `${SECOND} .o_dispatch_preview`,
    },
    {
      content: "an hour later",
      trigger: `${FIRST} ${BAR}`,
      run: "press Shift+ArrowRight",
    },
    {content: "put it down", trigger: `${FIRST} ${BAR}`, run: "press Enter"},
    {content: "it moved", trigger: `${SECOND} ${BAR}`},
    {
      content: "who cannot see is told",
      trigger: "[role='status']:contains('Moved: Haibin School, Wang Gong')",
    },
    ...undo("it is back with the first", `${FIRST} ${BAR}`),
    ...undo("the order waits again", CARD),
    {
      content: "go to the card",
      trigger: CARD,
      run({anchor}) {
        anchor.focus();
      },
    },
    {content: "pick it up", trigger: CARD, run: "press Enter"},
    {content: "it is held", trigger: `${FIRST} .o_dispatch_preview`},
    {content: "put it down", trigger: CARD, run: "press Enter"},
    {content: "it is planned", trigger: `${FIRST} ${BAR}`, run: "click"},
    {
      content: "the details show the customer's phone",
      trigger: ".o_dispatch_popover a[href='tel:13812345678']",
    },
    {
      content: "send it",
      trigger: ".o_dispatch_popover button:contains('Send')",
      run: "click",
    },
    {content: "it is sent", trigger: `${FIRST} ${BAR}.o_dispatch_bar_sent`},
  ],
});

registry.category("web_tour.tours").add("aftersales_board_refused", {
  steps: () => [
    ...show(),
    {
      content: "move the visit onto another one",
      trigger: `${FIRST} ${BAR}`,
      run: dragTo(`${SECOND} .o_dispatch_line`),
    },
    {
      content: "the server says why not",
      trigger: ".o_notification:contains('another visit')",
    },
    {content: "it is where it was", trigger: `${FIRST} ${BAR}`},
  ],
});
