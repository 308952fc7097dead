import {registry} from "@web/core/registry";

const cell = (clause, column) =>
  `.o_responsibility_grid tr[data-clause='${clause}'] td:nth-child(${column + 1}) button`;

registry.category("web_tour.tours").add("aftersales_audit_matrix", {
  steps: () => [
    {
      content: "open the grid",
      trigger: "button[name='action_open_grid']",
      run: "click",
    },
    {
      content: "all four marks are explained",
      trigger: ".o_responsibility_legend:contains('Assisting Leader')",
    },
    {
      content: "nobody is responsible yet",
      trigger: ".o_responsibility_grid .alert:contains('nobody is mainly responsible')",
    },
    {
      content: "a click sets the first mark",
      trigger: cell("1", 1),
      run: "click",
    },
    {
      content: "another one leads to the next",
      trigger: `${cell("1", 1)}:contains('■')`,
      run: "click",
    },
    {
      content: "the second mark",
      trigger: `${cell("1", 1)}:contains('□')`,
    },
    {
      content: "arrows lead to the cell to the right and below",
      trigger: cell("1", 1),
      run: "press ArrowRight",
    },
    {
      content: "down",
      trigger: cell("1", 2),
      run: "press ArrowDown",
    },
    {
      content: "the third mark of the legend: mainly responsible",
      trigger: cell("1.1", 2),
      run: "press 3",
    },
    {
      content: "the clauses below are no gap any more",
      trigger: `.o_responsibility_grid:not(:has(tr[data-clause='1.1.1'].table-warning)) ${cell("1.1", 2).replace(".o_responsibility_grid ", "")}:contains('▲')`,
    },
    {
      content: "a mark that is one too many",
      trigger: cell("2", 1),
      run: "click",
    },
    {
      content: "is taken away again",
      trigger: `${cell("2", 1)}:contains('■')`,
      run: "press Delete",
    },
    {
      content: "gone",
      trigger: `${cell("2", 1)}:not(:contains('■'))`,
    },
  ],
});
