import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";
import {choose, press, reached, select} from "./tour_steps";

const tours = registry.category("web_tour.tours");

tours.add("aftersales_take_call", {
  steps: () => [
    {
      content: "take a call",
      trigger: "[data-menu-xmlid='aftersales_service.aftersales_intake_menu']",
      run: "click",
    },
    {
      content: "type the serial number",
      trigger: ".modal div[name='query'] input",
      run: "edit TOUR-0001 && press Tab",
    },
    {
      content: "the customer is there",
      trigger: ".modal div[name='partner_id'] input:value('Haibin School')",
    },
    {
      content: "so is the warranty of the unit",
      trigger: ".modal .badge:contains('In warranty')",
    },
    ...choose("symptom_id", "Drawer sticks", ".modal"),
    {
      content: "create and accept",
      trigger: ".modal-footer button:contains('Create and Accept')",
      run: "click",
    },
    reached("Accepted"),
    press("Plan Visit"),
    ...choose("technician_ids", "Wang Gong"),
    press("Send"),
    reached("Sent"),
  ],
});

tours.add("aftersales_finish_visit", {
  steps: () => [
    {
      content: "open my visit",
      trigger: ".o_data_row:contains('Haibin School') td[name='name']",
      run: "click",
    },
    press("Depart"),
    reached("On the Way"),
    press("Arrive"),
    reached("On Site"),
    ...choose("cause_id", "Rail bent"),
    ...select("outcome", "Solved"),
    {
      content: "the customer is satisfied",
      trigger: "div[name='opinion'] input[data-value='satisfied']",
      run: "click",
    },
    {
      content: "write the work done",
      trigger: "div[name='work_done'] textarea",
      run: "edit Rail replaced",
    },
    {
      content: "who signs",
      trigger: "div[name='signed_by'] input",
      run: "edit Director Li",
    },
    {
      content: "open the signature pad",
      trigger: "div[name='signature'] .o_signature_empty",
      run: "click",
    },
    {
      content: "the name is drawn",
      trigger: ".modal canvas.o_web_sign_signature",
      run: "canvasNotEmpty",
    },
    {
      content: "adopt the signature",
      trigger: ".modal-footer button.btn-primary:enabled",
      run: "click",
    },
    {
      content: "the signature is on the slip",
      trigger: "div[name='signature'] img.o_signature",
    },
    press("Finish"),
    reached("Finished"),
  ],
});

tours.add("aftersales_post_invoice", {
  steps: () => [
    stepUtils.autoExpandMoreButtons(),
    press("Confirm"),
    {
      content: "the invoice is posted",
      trigger: ".o_arrow_button_current:contains('Posted')",
    },
  ],
});
