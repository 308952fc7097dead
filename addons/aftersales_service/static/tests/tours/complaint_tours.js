import {registry} from "@web/core/registry";

/** Step that presses something that loads another page. */
function go(content, trigger) {
  return {content, trigger, run: "click", expectUnloadPage: true};
}

registry.category("web_tour.tours").add("aftersales_complaint_page", {
  steps: () => [
    {
      content: "say what it is about",
      trigger: "select[name='category_id']",
      run: "selectByLabel Late or Missed Appointment",
    },
    {
      content: "say what happened",
      trigger: "textarea[name='description']",
      run: "edit Nobody came, twice.",
    },
    {content: "give a name", trigger: "input[name='contact_name']", run: "edit Wang"},
    {content: "give a phone", trigger: "input[name='phone']", run: "edit 13900001111"},
    {content: "agree", trigger: "input[name='has_consent']", run: "click"},
    go("send it", "form button[type='submit']:contains(Send Complaint)"),
    {content: "it has a number", trigger: ".alert-success:contains(CP/)"},
  ],
});

registry.category("web_tour.tours").add("aftersales_complaint_accept", {
  steps: () => [
    {content: "our answer", trigger: "#complaint_answer:contains(We come tomorrow)"},
    go("accept it", "button[data-step='accept']"),
    {content: "it is on its way", trigger: ".badge:contains(Being Carried Out)"},
  ],
});

registry.category("web_tour.tours").add("aftersales_complaint_close", {
  steps: () => [
    {
      content: "say how it was handled",
      trigger: "#complaint_judgement input[name='satisfaction'][value='5']",
      run: "click",
    },
    go("send it", "button[data-step='judge']"),
    {content: "it is over", trigger: ".badge:contains(Closed)"},
  ],
});
