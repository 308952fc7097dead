import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("aftersales_answer_escalation", {
  steps: () => [
    {
      content: "the order is late, and its chip says so",
      trigger:
        ".o_data_row .o_field_aftersales_deadline .text-bg-danger:contains('late')",
    },
    {
      content: "open the late order",
      trigger: ".o_data_row td[name='name']",
      run: "click",
    },
    {
      content: "the escalation waits in the chatter",
      trigger: ".o-mail-Activity:contains('Accept within 1 hour')",
    },
    {
      content: "answer it",
      trigger: ".o-mail-Activity button.o-mail-Activity-markDone",
      run: "click",
    },
    {
      content: "say what is done about it",
      trigger: ".o-mail-ActivityMarkAsDone textarea[placeholder='Write Feedback']",
      run: "edit I call the customer",
    },
    {
      content: "done",
      trigger: ".o-mail-ActivityMarkAsDone button[aria-label='Done']",
      run: "click",
    },
    {
      content: "the activity is gone",
      trigger: ".o-mail-Message:contains('I call the customer')",
    },
  ],
});
