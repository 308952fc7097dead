import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

const MATRIX = "aftersales.responsibility.matrix";
const REPORT = "aftersales_audit.action_report_responsibility";

const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Departments by clauses: a click on a cell leads to the next mark of the legend. By
 * keyboard: arrows go from cell to cell, 1, 2, … set a mark, Delete takes it.
 */
export class ResponsibilityGrid extends Component {
  static template = "aftersales_audit.ResponsibilityGrid";
  static components = {ControlPanel};
  static props = {...standardActionServiceProps};

  setup() {
    this.orm = useService("orm");
    this.action = useService("action");
    this.table = useRef("table");
    this.grid = useState({rows: [], columns: [], marks: [], gaps: [], warnings: []});
    // A page that is loaded again knows the matrix by its address only.
    const {params, context} = this.props.action;
    this.matrixId = params?.matrix_id ?? context?.active_id;
    onWillStart(async () => {
      Object.assign(this.grid, await this.call("action_load_grid"));
      this.props.updateActionState?.({matrix_id: this.matrixId});
    });
  }

  call(method, ...args) {
    return this.orm.call(MATRIX, method, [[this.matrixId], ...args]);
  }

  markOf(row, column) {
    return this.grid.marks.find(({id}) => id === row.cells[column.id]);
  }

  isGap(row) {
    return this.grid.gaps.includes(row.code);
  }

  onCell(row, column) {
    const {marks} = this.grid;
    const place = marks.findIndex(({id}) => id === row.cells[column.id]);
    return this.setMark(row, column, marks[place + 1]?.id ?? false);
  }

  onKey(ev, row, column) {
    const {marks, rows, columns} = this.grid;
    const mark = marks[Number(ev.key) - 1];
    if (ev.key in STEPS) {
      const [down, right] = STEPS[ev.key];
      this.focus(
        rows[rows.indexOf(row) + down],
        columns[columns.indexOf(column) + right]
      );
    } else if (mark) {
      this.setMark(row, column, mark.id);
    } else if (["Delete", "Backspace"].includes(ev.key)) {
      this.setMark(row, column, false);
    } else {
      return;
    }
    ev.preventDefault();
  }

  focus(row, column) {
    if (row && column) {
      const cell = `[data-clause="${row.code}"] [data-column="${column.id}"]`;
      this.table.el.querySelector(cell).focus();
    }
  }

  async setMark(row, column, mark) {
    const before = row.cells[column.id];
    if (!this.grid.can_write || mark === (before ?? false)) {
      return;
    }
    row.cells[column.id] = mark;
    try {
      Object.assign(
        this.grid,
        await this.call("action_set_mark", row.id, column.id, mark)
      );
    } catch (error) {
      // The cell shows what is kept.
      row.cells[column.id] = before;
      throw error;
    }
  }

  onPrint() {
    return this.action.doAction(REPORT, {
      additionalContext: {active_ids: [this.matrixId]},
    });
  }
}

registry.category("actions").add("aftersales_responsibility_grid", ResponsibilityGrid);
