import {registry} from "@web/core/registry";

function isIn(state) {
  return {
    content: `the run is ${state}`,
    trigger: `.o_statusbar_status .o_arrow_button_current:contains('${state}')`,
  };
}

registry.category("web_tour.tours").add("aftersales_depreciation_run", {
  steps: () => [
    {content: "a run of last month", trigger: ".o_list_button_add", run: "click"},
    {
      content: "compute it",
      trigger: "button[name='action_compute']:enabled",
      run: "click",
    },
    isIn("Computed"),
    {
      content: "look at the lines",
      trigger: "button[name='action_view_lines']",
      run: "click",
    },
    {
      content: "every line has its reason",
      trigger: ".o_list_view .o_data_row:contains('5 of 12')",
    },
    {content: "back to the run", trigger: ".o_back_button", run: "click"},
    {
      content: "post it",
      trigger: "button[name='action_post']:enabled",
      run: "click",
    },
    isIn("Posted"),
    {content: "there is an entry", trigger: "button[name='action_view_entry']"},
    {
      content: "compare books and layers",
      trigger: "button[name='action_check_books']:enabled",
      run: "click",
    },
    {
      content: "they agree",
      trigger: ".modal .alert-success:contains('agree to the cent')",
    },
    {
      content: "close it",
      trigger: ".modal footer button:contains('Close')",
      run: "click",
    },
    {
      content: "take the run back",
      trigger: "body:not(:has(.modal)) button[name='action_reverse']:enabled",
      run: "click",
    },
    {content: "sure", trigger: ".modal footer .btn-primary", run: "click"},
    isIn("Reversed"),
  ],
});
