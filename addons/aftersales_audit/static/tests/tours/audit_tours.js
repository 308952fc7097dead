import {registry} from "@web/core/registry";
import {attach, press, reached} from "@aftersales_service/../tests/tours/tour_steps";

function card(clause, unit) {
  return `.o_kanban_record:contains('${clause}'):contains('${unit}')`;
}

/** Step that presses a button of a card. */
function tap(clause, unit, label) {
  return {
    content: `${label}: ${clause}, ${unit}`,
    trigger: `${card(clause, unit)} button:contains(/^${label}$/)`,
    run: "click",
  };
}

/** Step that waits for what a card says. */
function says(clause, unit, words) {
  return {
    content: `${clause}, ${unit}: ${words}`,
    trigger: `${card(clause, unit)}:contains('${words}')`,
  };
}

/** Step that waits until nothing is left to do for an indicator. */
function isGone(words) {
  return {
    content: `done with ${words}`,
    trigger: `.o_kanban_renderer:not(:contains('${words}'))`,
  };
}

/** Step that opens the indicator of a card. */
function look(clause, unit) {
  return {
    content: `open ${clause}, ${unit}`,
    trigger: `${card(clause, unit)} [name='unit_name'], ${card(clause, unit)} .text-muted`,
    run: "click",
  };
}

function write(field, text) {
  return {
    content: `write ${field}`,
    trigger: `div[name='${field}'] :is(input, textarea)`,
    run: `edit ${text}`,
  };
}

/** Steps that save the indicator and go back to the cards. */
function done(words) {
  return [
    {
      content: "save",
      trigger: ".o_form_button_save",
      run: "click",
    },
    {content: "it is saved", trigger: ".o_form_saved"},
    {
      content: "back to the cards",
      trigger: ".o_breadcrumb .o_back_button, .o_back_button, .breadcrumb-item a",
      run: "click",
    },
    isGone(words),
  ];
}

registry.category("web_tour.tours").add("aftersales_audit_phone", {
  steps: () => [
    says("1.1.1", "Office", "Departments with a head"),
    tap("1.1.1", "Office", "Accept"),
    isGone("1.1.1"),
    tap("1.1.2", "Office", "Met"),
    says("1.1.2", "Office", "Finding or reason missing"),
    look("1.1.2", "Office"),
    write("override_reason", "The diploma came yesterday."),
    ...done("1.1.2"),
    tap("2.2", "Plant", "Not Met"),
    says("2.2", "Plant", "Finding or reason missing"),
    look("2.2", "Plant"),
    write("finding", "No container for batteries."),
    attach(
      "take a photo",
      "div[name='attachment_ids'] input[type='file']:not(:visible)"
    ),
    {
      content: "it is there",
      trigger: "div[name='attachment_ids']:contains('crack.png')",
    },
    ...done("2.2 Recovery"),
    look("2.1.1", "Qingdao Branch"),
    {
      content: "some of the samples failed",
      trigger: "div[name='result'] label:contains('Partly, by Samples')",
      run: "click",
    },
    write("sample_size", "10"),
    write("passed_count", "8"),
    write("finding", "Two reports lack the model."),
    ...done("Qingdao Branch"),
  ],
});

registry.category("web_tour.tours").add("aftersales_audit_result", {
  steps: () => [
    reached("Closing Meeting Held"),
    {
      content: "points of this year",
      trigger: "div[name='score']:contains('100.00')",
    },
    {
      content: "more than last year",
      trigger: "div[name='score_change']:contains('30.00')",
    },
    {
      content: "a section, and what it had before",
      trigger: "div[name='score_ids'] tr:contains('1 System'):contains('25.00')",
    },
    {
      content: "the charts are drawn",
      trigger: ".o_audit_radar canvas",
      async run({waitFor, anchor}) {
        await waitFor(".o_audit_trend canvas");
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const radar = Chart.getChart(anchor);
        const trend = Chart.getChart(document.querySelector(".o_audit_trend canvas"));
        if (radar.data.datasets.length !== 2) {
          throw new Error("The radar compares this year with the last.");
        }
        if (trend.data.labels.join() !== "2025,2026") {
          throw new Error(`The years of the trend are ${trend.data.labels}.`);
        }
      },
    },
    press("Close and Freeze"),
    {
      content: "yes, close it",
      trigger: ".modal-footer .btn-primary",
      run: "click",
    },
    {content: "it is frozen", trigger: ".ribbon:contains('Frozen')"},
    press("Verify"),
    {
      content: "it is as it was",
      trigger: ".o_notification:contains('Unchanged since it was closed')",
    },
  ],
});
