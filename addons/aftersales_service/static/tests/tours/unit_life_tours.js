import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";
import {attach, choose, press, reached, select} from "./tour_steps";

const tours = registry.category("web_tour.tours");

/** Step that opens a page of the form. */
function turnTo(page) {
  return {
    content: `turn to ${page}`,
    trigger: `.o_notebook_headers .nav-link:contains('${page}')`,
    run: "click",
  };
}

/** Steps that add a row of evidence with a file. */
function prove(type, row) {
  const line = `div[name='evidence_ids'] .o_data_row:eq(${row})`;
  return [
    {
      content: `add ${type}`,
      trigger: "div[name='evidence_ids'] .o_field_x2many_list_row_add a",
      run: "click",
    },
    {
      content: "the row before is left",
      trigger: `${line}.o_selected_row`,
    },
    ...choose("type_id", type, line),
    attach(
      `choose a file for ${type}`,
      `${line} div[name='attachment_ids'] input[type='file']:not(:visible)`
    ),
    {
      content: `the file of ${type} is there`,
      trigger: `${line}:contains('crack.png')`,
    },
  ];
}

/** Steps that raise a claim from the order that is shown. */
function claim(kind) {
  return [
    {
      content: "look at the claims of the order",
      trigger: "button[name='action_view_claims']",
      run: "click",
    },
    {
      content: "a new one",
      trigger: ".o_list_button_add, .o-kanban-button-new",
      run: "click",
    },
    {
      content: "it is about the order's unit",
      trigger: "div[name='equipment_id'] input:value(/LIFE-000/)",
    },
    ...(kind === "Exchange" ? [] : select("kind", kind)),
    {
      content: "what the customer demands",
      trigger: "div[name='reason'] textarea",
      run: "edit It failed again after two repairs.",
    },
    turnTo("Evidence"),
    ...prove("Invoice", 0),
    ...prove("Photo of the Defect", 1),
    ...stepUtils.saveForm(),
    press("Submit"),
    reached("Submitted"),
  ];
}

tours.add("aftersales_life_validate", {
  steps: () => [
    {
      content: "look which piece it is",
      trigger: ".o_data_row button[name='action_show_details']",
      run: "click",
    },
    {
      content: "its serial number is there",
      trigger: ".modal .o_data_row:contains('LIFE-000')",
    },
    {
      content: "that is the one",
      trigger: ".modal-footer .o_form_button_save",
      run: "click",
    },
    press("Validate"),
    reached("Done"),
  ],
});

tours.add("aftersales_life_print_card", {
  steps: () => [
    {
      content: "the unit is on file by itself",
      trigger: ".o_data_row:contains('LIFE-0001') td[name='serial']",
      run: "click",
    },
    press("Warranty Card"),
    {
      content: "the card is on file",
      trigger: "button[name='action_view_cards']:contains('1')",
    },
  ],
});

tours.add("aftersales_life_report_fault", {
  steps: () => [
    {
      content: "what holds, in plain words",
      trigger: "section:contains('holds until 01/11/2027')",
    },
    {
      content: "report a fault",
      trigger: "a.btn:contains('Report a Fault')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "choose the symptom",
      trigger: "select[name='symptom_id']",
      run: "selectByLabel No picture",
    },
    {
      content: "say what is wrong",
      trigger: "textarea[name='description']",
      run: "edit The picture goes off after ten minutes.",
    },
    {
      content: "who to call",
      trigger: "input[name='contact_name']",
      run: "edit Teacher Sun",
    },
    {
      content: "at which number",
      trigger: "input[name='phone']",
      run: "edit 13900001111",
    },
    attach("a photo of it", "input[name='photos']"),
    {
      content: "send it",
      trigger: "button[type='submit']:contains('Send Report')",
      run: "click",
      expectUnloadPage: true,
    },
    {
      content: "the report is received",
      trigger: ".alert-success:contains('We have received your report')",
    },
  ],
});

tours.add("aftersales_life_send_technician", {
  steps: () => [
    {
      content: "open what was reported",
      trigger: ".o_data_row:contains('Haibin School') td[name='name']",
      run: "click",
    },
    {
      content: "the photo is in the history",
      trigger: ".o-mail-Message:contains('Photos sent with the request') img",
    },
    turnTo("Warranty"),
    {
      content: "what the customer may have",
      trigger: ".alert-success:contains('repair free of charge')",
    },
    {
      content: "until when",
      trigger: ".alert-success:contains('holds until')",
    },
    press("Accept"),
    reached("Accepted"),
    press("Plan Visit"),
    ...choose("technician_ids", "Wang Gong"),
    press("Send"),
    reached("Sent"),
  ],
});

tours.add("aftersales_life_claim_exchange", {
  steps: () => [
    turnTo("Warranty"),
    {
      content: "the third report of the fault gives more than a repair",
      trigger:
        ".alert-success:contains('exchange for the same model'):contains('2 repairs without success')",
    },
    ...claim("Exchange"),
  ],
});

tours.add("aftersales_life_claim_refund", {
  steps: () => [
    turnTo("Warranty"),
    {
      content: "what the customer gets back",
      trigger:
        ".alert-success:contains('refund of $ 1,859.98 (less $ 400.02 for use)')",
    },
    ...claim("Return"),
  ],
});

tours.add("aftersales_life_approve", {
  steps: () => [press("Approve"), reached("Approved")],
});

tours.add("aftersales_life_carry_out", {
  steps: () => [
    press("Carry Out"),
    reached("Under Way"),
    {
      content: "the goods may move",
      trigger: "button[name='action_view_pickings']",
    },
  ],
});

tours.add("aftersales_life_inspect", {
  steps: () => [
    turnTo("Return"),
    ...select("condition", "Normal Traces of Use"),
    press("Inspected"),
    {
      content: "it was looked at",
      trigger: "div[name='inspected_by_id']:contains('storekeeper')",
    },
  ],
});

tours.add("aftersales_life_settle", {
  steps: () => [
    press("Settle Refund"),
    {
      content: "look at the credit note",
      trigger: "button[name='action_view_moves']",
      run: "click",
    },
    {
      content: "open it",
      trigger: ".o_data_row:contains('1,859.98') td:eq(2)",
      run: "click",
    },
    stepUtils.autoExpandMoreButtons(),
    press("Confirm"),
    reached("Posted"),
  ],
});

tours.add("aftersales_life_finish_claim", {
  steps: () => [press("Finish"), reached("Done")],
});
