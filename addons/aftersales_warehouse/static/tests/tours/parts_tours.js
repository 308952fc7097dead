import {press} from "@aftersales_service/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("aftersales_ask_for_part", {
  steps: () => [
    press("Ask"),
    {
      content: "a colleague has it",
      trigger: "div[name='offer_ids']:contains('Liu Gong')",
    },
  ],
});
