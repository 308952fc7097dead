import {registry} from "@web/core/registry";

const FIRST = ".o_dispatch_row:contains('Li Gong')";
const SECOND = ".o_dispatch_row:contains('Wang Gong')";
const BAR = ".o_dispatch_bar:contains('Haibin School')";
const CARD = ".o_dispatch_card:contains('Haibin School')";

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
    {
      content: "show the day",
      trigger: "input[name='day']",
      run: "edit 2026-03-02",
    },
    {
      content: "somebody works then",
      trigger: `${FIRST} .o_dispatch_load:contains('of 8 h')`,
    },
    {
      content: "the order waits",
      trigger: CARD,
      run: `drag_and_drop ${FIRST} .o_dispatch_line`,
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
      content: "plan it by keyboard",
      trigger: CARD,
      run: "press Enter",
    },
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
    {
      content: "show the day",
      trigger: "input[name='day']",
      run: "edit 2026-03-02",
    },
    {
      content: "move the visit onto another one",
      trigger: `${FIRST} ${BAR}`,
      run: `drag_and_drop ${SECOND} .o_dispatch_line`,
    },
    {
      content: "the server says why not",
      trigger: ".o_notification:contains('another visit')",
    },
    {content: "it is where it was", trigger: `${FIRST} ${BAR}`},
  ],
});
