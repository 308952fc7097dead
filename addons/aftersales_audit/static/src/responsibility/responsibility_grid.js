import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

const MATRIX = "aftersales.responsibility.matrix";
const REPORT = "aftersales_audit.action_report_responsibility";

/** Departments by clauses: a click on a cell leads to the next mark of the legend. */
export class ResponsibilityGrid extends Component {
  static template = "aftersales_audit.ResponsibilityGrid";
  static components = {ControlPanel};
  static props = {...standardActionServiceProps};

  setup() {
    this.orm = useService("orm");
    this.action = useService("action");
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

  async onCell(row, column) {
    if (!this.grid.can_write) {
      return;
    }
    const {marks} = this.grid;
    const place = marks.findIndex(({id}) => id === row.cells[column.id]);
    const next = marks[place + 1]?.id ?? false;
    row.cells[column.id] = next;
    Object.assign(
      this.grid,
      await this.call("action_set_mark", row.id, column.id, next)
    );
  }

  onPrint() {
    return this.action.doAction(REPORT, {
      additionalContext: {active_ids: [this.matrixId]},
    });
  }
}

registry.category("actions").add("aftersales_responsibility_grid", ResponsibilityGrid);
