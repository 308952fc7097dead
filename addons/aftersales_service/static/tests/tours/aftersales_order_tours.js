import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const tours = registry.category("web_tour.tours");

/** Steps that type into a many2one field and choose what it offers. */
function choose(field, text, inside = "") {
  return [
    {
      content: `type ${text} into ${field}`,
      trigger: `${inside} div[name='${field}'] input`,
      run: `edit ${text}`,
    },
    {
      content: `choose ${text}`,
      trigger: `.o-autocomplete--dropdown-item:contains('${text}')`,
      run: "click",
    },
  ];
}

/** Steps that choose a value of a selection field. */
function select(field, label) {
  return [
    {
      content: `open ${field}`,
      trigger: `div[name='${field}'] .o_select_menu input`,
      run: "click",
    },
    {
      content: `choose ${label}`,
      trigger: `.o_select_menu_item:contains('${label}')`,
      run: "click",
    },
  ];
}

function press(label) {
  return {
    content: `press ${label}`,
    trigger: `.o_statusbar_buttons button:enabled:contains('${label}')`,
    run: "click",
  };
}

function reached(state) {
  return {
    content: `state is ${state}`,
    trigger: `.o_arrow_button_current:contains('${state}')`,
  };
}

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
