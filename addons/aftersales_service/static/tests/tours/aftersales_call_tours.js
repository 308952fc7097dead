import {registry} from "@web/core/registry";

const CALLS = 20;

/** Every key that is pressed on the page is counted there. */
function count() {
  document.body.dataset.strokes = "0";
  window.addEventListener(
    "keydown",
    () => {
      document.body.dataset.strokes = Number(document.body.dataset.strokes) + 1;
    },
    true
  );
}

function press(key, trigger, content = `press ${key}`) {
  return {content, trigger, run: `press ${key}`};
}

const ITEM = ".o_call_current";
const CHOICE = `${ITEM}[data-kind='choice']`;

/** Three questions, the mark, and on to the next one: five keys. */
function satisfied() {
  return [
    press("1", CHOICE, "it works"),
    press("1", CHOICE, "in time"),
    press("1", CHOICE, "polite"),
    press("2", `${ITEM}[data-item='satisfaction']`, "satisfied"),
    press(
      "Enter",
      `${ITEM}[data-item='satisfaction']:has(.btn-primary)`,
      "save and go on"
    ),
  ];
}

function dissatisfied() {
  return [
    ...satisfied().slice(0, 3),
    press("4", `${ITEM}[data-item='satisfaction']`, "dissatisfied"),
    press("p", `${ITEM}[data-item='satisfaction']:has(.btn-primary)`, "a problem"),
    {
      content: "what it is",
      trigger: "[data-item='problem'] textarea:focus",
      run: "edit The drawer sticks.",
    },
    press("Enter", "[data-item='problem'] textarea:focus", "leave the text"),
    press("Enter", `${ITEM}[data-item='problem']:not(:has(:focus))`, "save and go on"),
  ];
}

function progress(done, open) {
  return {
    content: `${done} done, ${open} to go`,
    trigger: `.o_call_progress:contains('${done} done today, ${open} to call')`,
  };
}

registry.category("web_tour.tours").add("aftersales_call_day", {
  steps: () => {
    const steps = [
      {
        content: "the day is there",
        trigger: ".o_call_card",
        run: count,
      },
      progress(0, CALLS),
    ];
    let done = 0;
    for (let call = 1; call <= CALLS; call++) {
      if (call === 4) {
        steps.push(press("n", CHOICE, "nobody answers"));
      } else if (call === 9) {
        steps.push(press("r", CHOICE, "no time"));
      } else {
        steps.push(...(call === 6 ? dissatisfied() : satisfied()));
        done++;
      }
      steps.push(progress(done, CALLS - call));
    }
    return [
      ...steps,
      {
        content: "no more than five keys a call, but for the one with a problem",
        trigger: "body",
        run() {
          const strokes = Number(document.body.dataset.strokes);
          const most = 17 * 5 + 2 + 8 + "The drawer sticks.".length;
          if (strokes > most) {
            throw new Error(`${strokes} keys for ${CALLS} calls, not ${most}`);
          }
        },
      },
    ];
  },
});
