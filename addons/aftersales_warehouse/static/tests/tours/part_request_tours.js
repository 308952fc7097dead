import {registry} from "@web/core/registry";
import {press} from "@aftersales_service/../tests/tours/tour_steps";

const COLLEAGUE = ".o_field_widget[name='offer_ids'] .o_kanban_record";
const OFFER = ".o_kanban_record:contains('Drawer Rail')";

/** Step that waits for a state; a phone shows the present one only. */
function reached(state) {
  return {
    content: `state is ${state}`,
    trigger: `.o_statusbar_status button:visible:contains('${state}')`,
  };
}

/** A technician at a customer's lacks a part and asks whoever has it. */
registry.category("web_tour.tours").add("aftersales_part_request_ask", {
  steps: () => [
    {
      content: "look for the part",
      trigger: "div[name='product_id'] input",
      run: "click",
    },
    {
      content: "on a phone that is a page of its own",
      trigger: ".modal .o_kanban_record:contains('Drawer Rail')",
      run: "click",
    },
    {
      content: "it is chosen",
      trigger: "div[name='product_id'] input:value(Drawer Rail)",
    },
    press("Ask Colleagues"),
    reached("Asked"),
    {
      content: "the nearest comes first",
      trigger: `${COLLEAGUE}:first:contains('Qingdao')`,
    },
    {
      content: "the colleague is asked, and has not answered",
      trigger: `${COLLEAGUE}:contains('Liu Gong'):contains('298.9 km'):contains('No Answer')`,
    },
    {
      content: "nobody answers for a colleague",
      trigger: `body:not(:has(${COLLEAGUE} button[name='action_accept']))`,
    },
  ],
});

/** The colleague sees who asks, and promises the part. */
registry.category("web_tour.tours").add("aftersales_part_request_promise", {
  steps: () => [
    {content: "who asks", trigger: `${OFFER}:contains('Wang Gong')`},
    {
      content: "promise it",
      trigger: `${OFFER} button[name='action_accept']`,
      run: "click",
    },
    {
      content: "nothing is left to answer",
      trigger: `body:not(:has(${OFFER} button[name='action_accept']))`,
    },
  ],
});

/** They meet, and the part changes hands. */
registry.category("web_tour.tours").add("aftersales_part_request_hand_over", {
  steps: () => [
    reached("Promised"),
    {
      content: "who gives it",
      trigger: `${COLLEAGUE}:contains('Liu Gong') .badge:contains('Promised')`,
    },
    press("Hand Over"),
    reached("Handed Over"),
  ],
});
