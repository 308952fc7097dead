import {registry} from "@web/core/registry";

/** Step that presses something that loads another page. */
function go(content, trigger) {
  return {content, trigger, run: "click", expectUnloadPage: true};
}

/** Step that chooses an option of a plain select by its label. */
function pick(field, label) {
  return {
    content: `choose ${label}`,
    trigger: `select[name='${field}']`,
    run: `selectByLabel ${label}`,
  };
}

/** Step that fills in date and time: the helpers cannot read an empty one. */
function setMoment(field, moment) {
  return {
    content: `fill in ${field}`,
    trigger: field,
    run() {
      this.anchor.value = moment;
    },
  };
}

/** Draws a stroke on the signature, as a finger does. */
async function draw() {
  const canvas = this.anchor;
  const box = canvas.getBoundingClientRect();
  const send = (type, x, y) =>
    canvas.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        cancelable: true,
        pointerId: 1,
        pointerType: "mouse",
        isPrimary: true,
        buttons: type === "pointerup" ? 0 : 1,
        pressure: 0.5,
        clientX: box.left + x,
        clientY: box.top + y,
      })
    );
  send("pointerdown", 20, 20);
  for (let at = 25; at < 120; at += 5) {
    send("pointermove", at, 20 + (at % 20));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  send("pointerup", 120, 40);
}

registry.category("web_tour.tours").add("aftersales_outlet_visit", {
  steps: () => [
    go("the job that waits", ".card a.stretched-link"),
    go("take it", "#outlet_answer button[name='accept']"),
    setMoment("#visit_start", "2026-03-03T10:00"),
    setMoment("#visit_end", "2026-03-03T12:00"),
    {
      content: "the only technician is named",
      trigger: "#outlet_appoint input[name='technician_ids']:checked",
    },
    go("promise it", "#outlet_appoint button:contains('Fix the Appointment')"),
    go("on the way", "#visit button[name='depart']"),
    go("at the door", "#visit button[name='arrive']"),
    pick("cause_id", "Rail bent"),
    {
      content: "what was done",
      trigger: "#work_done",
      run: "edit Rail replaced",
    },
    pick("outcome", "Solved"),
    pick("opinion", "Very Satisfied"),
    go("save", "#outlet_record button[name='save']"),
    {
      content: "the customer's name",
      trigger: "#outlet_sign .o_web_sign_name_input",
      run: "edit Director Li",
    },
    {
      content: "the customer signs",
      trigger: "#outlet_sign canvas.o_web_sign_signature",
      run: draw,
    },
    go("that is it", "#outlet_sign .o_portal_sign_submit:enabled"),
    {
      content: "the signature is there",
      trigger: "#outlet_sign img[alt='Signature']",
    },
    go("done", "#outlet_finish button[name='finish']"),
    {
      content: "nothing is left to do",
      trigger: "#outlet_papers:contains('Dispatch Slip')",
    },
    {
      content: "the visit is over",
      trigger: "body:not(:has(#visit))",
    },
  ],
});

registry.category("web_tour.tours").add("aftersales_outlet_settlement", {
  steps: () => [
    {
      content: "a month waits",
      trigger:
        "#outlet_counters .card:contains('Settlements to Confirm'):contains('1')",
    },
    go("look at the settlements", "#outlet_nav a:contains('Settlements')"),
    go("the month", "table td a[href^='/my/settlements/']"),
    {
      content: "the visit is paid",
      trigger: ".card:contains('signed'):contains('80.00')",
    },
    go("agree", "form[action$='/confirm'] button"),
    {
      content: "it is confirmed",
      trigger: ".alert-success:contains('confirmed')",
    },
  ],
});
