import {registry} from "@web/core/registry";

const narrow = {
  content: "nothing is wider than the phone",
  trigger: ".o_survey_form",
  run() {
    if (document.documentElement.scrollWidth > window.innerWidth) {
      throw new Error("The page is wider than the screen.");
    }
  },
};

function give(question, mark) {
  return {
    content: `answer ${question} with ${mark}`,
    trigger: `.js_question-wrapper:contains('${question}') label:has(input[value='${mark}'])`,
    run: "click",
  };
}

registry.category("web_tour.tours").add("aftersales_satisfaction_phone", {
  steps: () => [
    {
      content: "start",
      trigger: "button[value='start']:not(.disabled)",
      run: "click",
    },
    {
      content: "the overall opinion in words",
      trigger:
        ".js_question-wrapper:contains('All in all') label:contains('Very Satisfied')",
      run: "click",
    },
    narrow,
    {content: "to the details", trigger: "button[value='next']", run: "click"},
    give("hotline", 5),
    give("Response and arrival", 4),
    give("technician", 5),
    give("repair", 4),
    give("Spare parts", 5),
    give("price", 3),
    narrow,
    {content: "to the end", trigger: "button[value='next']", run: "click"},
    give("It was easy", 6),
    give("recommend", 10),
    narrow,
    {
      content: "say what should be better",
      trigger: ".js_question-wrapper:contains('What should we do better') textarea",
      run: "edit Tell the price before you come.",
    },
    {content: "done", trigger: "button[value='finish']", run: "click"},
    {
      content: "the host asks whether it is all",
      trigger: ".modal .btn-primary:contains('Submit')",
      run: "click",
    },
    {
      content: "the customer is thanked, and told no score",
      trigger: ".o_survey_finished:contains('Thank you'):not(:contains('You scored'))",
    },
  ],
});
