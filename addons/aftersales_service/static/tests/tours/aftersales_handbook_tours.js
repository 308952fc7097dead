import {registry} from "@web/core/registry";

const ROW = ".modal tr.o_data_row";
const HELP = `${ROW}:contains('Colleague')`;

registry.category("web_tour.tours").add("aftersales_handbook_setup", {
  steps: () => [
    {
      content: "open a profile",
      trigger: ".o_data_cell:contains('Funeral Products')",
      run: "click",
    },
    {
      content: "apply it",
      trigger: "button[name='action_set_up']",
      run: "click",
    },
    {
      content: "look at what it would do",
      trigger: ".modal button[name='action_preview']",
      run: "click",
    },
    {
      content: "24 hours to the door are proposed",
      trigger: `${ROW}:contains('Arrive within 24 hours')`,
    },
    {
      content: "the warranty term is left open by the source",
      trigger: `${ROW}:contains('term not set')`,
    },
    {
      content: "leave out the answer to colleagues",
      trigger: `${HELP} .o_data_cell[name='is_agreed']`,
      run: "click",
    },
    {
      content: "it is not ticked",
      trigger: `${HELP} .o_data_cell[name='is_agreed'] input:not(:checked)`,
    },
    {
      content: "take over the rest",
      trigger: ".modal button[name='action_apply']",
      run: "click",
    },
    {
      content: "what became of each item is kept",
      trigger:
        "body:not(:has(.modal)) .o_form_view .o_data_row:contains('Arrive within 24 hours')",
    },
  ],
});
