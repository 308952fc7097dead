import {registry} from "@web/core/registry";

const CARD = ".o_stock_count_card";

function scan(code) {
  return [
    {
      content: `scan ${code}`,
      trigger: ".o_stock_count_code",
      run: `edit ${code}`,
    },
    {content: "take the code", trigger: ".o_stock_count_code", run: "press Enter"},
  ];
}

function progress(text) {
  return {content: text, trigger: `.o_stock_count_progress:contains('${text}')`};
}

function save(quantity) {
  return [
    {
      content: `${quantity} are there`,
      trigger: ".o_stock_count_quantity",
      run: `edit ${quantity}`,
    },
    {content: "save", trigger: ".o_stock_count_save:enabled", run: "click"},
  ];
}

/** Month-end count on a phone: a place, a scan, a serial number, the list, a find. */
registry.category("web_tour.tours").add("aftersales_stocktake_count", {
  steps: () => [
    progress("0 of 3 counted"),
    ...scan("SHELF-1"),
    {content: "one stands at the shelf", trigger: ".o_stock_count_place"},
    ...scan("6901234567892"),
    {content: "the chair", trigger: `${CARD}:contains('Chair')`},
    ...scan("6901234567892"),
    {
      content: "scanned twice are two",
      trigger: ".o_stock_count_quantity:value(2)",
    },
    ...save(6),
    progress("1 of 3 counted"),
    ...scan("SAFE-1"),
    {content: "a serial number is one", trigger: ".o_stock_count_quantity:value(1)"},
    {content: "save", trigger: ".o_stock_count_save:enabled", run: "click"},
    progress("2 of 3 counted"),
    ...scan("FD"),
    {content: "not on the sheet", trigger: ".o_stock_count_found"},
    ...save(2),
    progress("3 of 4 counted"),
    {
      content: "from the list",
      trigger: ".o_stock_count_line:contains('Steel Desk')",
      run: "click",
    },
    {content: "the desk", trigger: `${CARD}:contains('Steel Desk')`},
    ...save(8),
    progress("4 of 4 counted"),
    {content: "nothing is left", trigger: ".o_stock_count_empty"},
    {content: "close", trigger: ".o_stock_count_close.btn-primary", run: "click"},
    {
      content: "yes, close it",
      trigger: ".modal .btn-primary:contains('Close the Count')",
      run: "click",
    },
    {
      content: "what differs is counted again",
      trigger: ".o_stock_count_line:contains('Steel Desk') .text-bg-warning",
    },
    progress("2 of 4 counted"),
  ],
});

/** The recount by a colleague, who says that there is nothing of it. */
registry.category("web_tour.tours").add("aftersales_stocktake_recount", {
  steps: () => [
    {
      content: "the folding desk again",
      trigger: ".o_stock_count_line:contains('Folding Desk')",
      run: "click",
    },
    ...save(2),
    {
      content: "the steel desk again",
      trigger: ".o_stock_count_line:contains('Steel Desk')",
      run: "click",
    },
    {
      content: "what was counted first is not shown",
      trigger: `${CARD}:not(:contains('8'))`,
    },
    {content: "none", trigger: ".o_stock_count_none:enabled", run: "click"},
    {content: "nothing is left", trigger: ".o_stock_count_empty"},
    {content: "close", trigger: ".o_stock_count_close.btn-primary", run: "click"},
    {
      content: "yes, close it",
      trigger: ".modal .btn-primary:contains('Close the Count')",
      run: "click",
    },
    {content: "closed", trigger: ".o_stock_count:not(:has(.o_stock_count_close))"},
  ],
});
