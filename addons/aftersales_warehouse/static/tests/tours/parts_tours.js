import {registry} from "@web/core/registry";
import {choose, press} from "@aftersales_service/../tests/tours/tour_steps";

registry.category("web_tour.tours").add("aftersales_ask_for_part", {
  steps: () => [
    ...choose("product_id", "Drawer Rail"),
    press("Ask"),
    {
      content: "a colleague has it",
      trigger: "div[name='offer_ids']:contains('Liu Gong')",
    },
    {
      content: "it is asked",
      trigger: ".o_field_statusbar:contains('Asked')",
    },
  ],
});
