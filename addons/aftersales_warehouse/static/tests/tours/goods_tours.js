import {registry} from "@web/core/registry";

const SAFE_LINE = ".o_receipt_line[data-article='D-100']";

function scan(code, then) {
  return [
    {
      content: `scan ${code}`,
      trigger: ".o_receipt_scan input",
      run: `edit ${code} && press Enter`,
    },
    {content: `${code} is counted`, trigger: then},
  ];
}

function counted(number) {
  return `${SAFE_LINE} .o_receipt_counted:contains('${number}')`;
}

registry.category("web_tour.tours").add("aftersales_receipt_scan", {
  steps: () => [
    ...scan("6901234567892", counted(1)),
    ...scan("6901234567892", counted(2)),
    ...scan("D-100", counted(3)),
    {
      content: "one of them is damaged",
      trigger: `${SAFE_LINE} .o_receipt_worse`,
      run: "click",
    },
    {
      content: "it was damaged",
      trigger: `${SAFE_LINE} .o_receipt_kind`,
      run: "select damaged",
    },
    {
      content: "by the transport",
      trigger: `${SAFE_LINE} .o_receipt_cause`,
      run: "select transport",
    },
    {
      content: "all else agrees",
      trigger: ".o_receipt_agree",
      run: "click",
    },
    {
      content: "the marking agrees",
      trigger: `${SAFE_LINE} [data-check='marking_check'].btn-success`,
    },
    {
      content: "number of the note",
      trigger: ".o_receipt_number",
      run: "edit DN-77",
    },
    {
      content: "date of the note",
      trigger: ".o_receipt_date",
      run({anchor}) {
        anchor.value = "2026-03-02";
        anchor.dispatchEvent(new Event("input", {bubbles: true}));
      },
    },
    {
      content: "pieces of the note",
      trigger: ".o_receipt_pieces",
      run: "edit 4",
    },
    {
      content: "sign and book",
      trigger: ".o_receipt_book:enabled",
      run: "click",
    },
    {
      content: "the difference was reported",
      trigger: ".o_receipt_booked li:contains('Damaged')",
    },
    {
      content: "and what is short",
      trigger: ".o_receipt_booked li:contains('Short')",
    },
  ],
});

function signAs(role) {
  return [
    {
      content: "sign",
      trigger: ".o_statusbar_buttons button[name='action_sign']",
      run: "click",
    },
    {
      content: `as ${role}`,
      trigger: `.modal div[name='role_id'] input:value('${role}')`,
    },
    {
      content: "confirm",
      trigger: ".modal footer button[name='action_confirm']:visible",
      run: "click",
    },
    {content: "the dialog is gone", trigger: "body:not(:has(.modal))"},
    {
      content: "open the signatures",
      trigger: ".nav-link[name='signoffs']",
      run: "click",
    },
    {
      content: `${role} has signed`,
      trigger: `div[name='signoff_ids'] .o_data_row:contains('${role}'):contains('Signed')`,
    },
  ];
}

for (const [name, role] of [
  ["head", "Department Head"],
  ["operations", "Operations Supervisor"],
  ["finance", "Finance Supervisor"],
]) {
  registry.category("web_tour.tours").add(`aftersales_issue_sign_${name}`, {
    steps: () => signAs(role),
  });
}

registry.category("web_tour.tours").add("aftersales_issue_hand_out", {
  steps: () => [
    {
      content: "hand out",
      trigger: ".o_statusbar_buttons button[name='button_validate']:visible",
      run: "click",
    },
    {
      content: "the goods have left",
      trigger: ".o_arrow_button_current:contains('Done')",
    },
  ],
});

registry.category("web_tour.tours").add("aftersales_issue_emergency", {
  steps: () => [
    {
      content: "hand out without signatures",
      trigger: ".o_statusbar_buttons button[name='button_validate']:visible",
      run: "click",
    },
    {
      content: "it is refused, with the cure",
      trigger: ".modal:contains('have not signed')",
    },
    {
      content: "close",
      trigger: ".modal footer button:visible",
      run: "click",
    },
    {
      content: "somebody phoned",
      trigger: "button[name='action_release_unsigned']",
      run: "click",
    },
    {
      content: "who",
      trigger: ".modal div[name='user_id'] input",
      run: "edit test_finance",
    },
    {
      content: "choose him",
      trigger: ".o-autocomplete--dropdown-item:contains('test_finance')",
      run: "click",
    },
    {
      content: "why",
      trigger: ".modal div[name='reason'] input",
      run: "edit The school opens tomorrow",
    },
    {
      content: "release",
      trigger: ".modal footer button:contains('Release')",
      run: "click",
    },
    {content: "the dialog is gone", trigger: "body:not(:has(.modal))"},
    {
      content: "hand out now",
      trigger: ".o_statusbar_buttons button[name='button_validate']:visible",
      run: "click",
    },
    {
      content: "the goods have left",
      trigger: ".o_arrow_button_current:contains('Done')",
    },
    {
      content: "open the signatures",
      trigger: ".nav-link[name='signoffs']",
      run: "click",
    },
    {
      content: "the signature is owed",
      trigger:
        "div[name='signoff_ids'] .o_data_row:contains('Finance Supervisor'):contains('Owed')",
    },
  ],
});
