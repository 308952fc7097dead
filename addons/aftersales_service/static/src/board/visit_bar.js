import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatTimes} from "./board_model";
import {SNAP_MINUTES} from "./board_scale";

export const LANE_HEIGHT = 34;
const GAP = 3;

/** One visit in the row of one of its technicians. */
export class VisitBar extends Component {
  static template = "aftersales_service.VisitBar";
  static props = {
    bar: Object,
    rowId: Number,
    board: Object,
    isHeld: Boolean,
    isTabStop: Boolean,
  };

  get visit() {
    return this.props.bar.visit;
  }

  get style() {
    const {left, right, lane} = this.props.bar;
    const width = `calc(${(right - left) * 100}% - ${GAP}px)`;
    return `left:${left * 100}%;width:${width};top:${lane * LANE_HEIGHT + GAP}px`;
  }

  get times() {
    return formatTimes(this.visit.start, this.visit.end);
  }

  get title() {
    const {customer, order_name, conflict, state, is_pinned} = this.visit;
    return [
      `${customer} · ${order_name}`,
      `${this.times} · ${this.props.board.states[state]}`,
      is_pinned ? _t("Pinned") : "",
      conflict,
    ]
      .filter(Boolean)
      .join("\n");
  }

  get canResize() {
    return this.visit.can_move && !this.props.board.scale.isWeek;
  }

  /** Drag the right edge: the visit ends there. */
  onResizeStart(ev) {
    const {board, rowId} = this.props;
    const handle = ev.currentTarget;
    const line = handle.closest(".o_dispatch_line").getBoundingClientRect();
    const {start, end} = this.visit;
    const shortest = start.plus({minutes: SNAP_MINUTES});
    board.hold(this.visit, rowId, {rowId, start, end});
    const onMove = ({clientX}) => {
      const at = board.scale.momentAt((clientX - line.left) / line.width);
      board.hold(this.visit, rowId, {rowId, start, end: at > shortest ? at : shortest});
    };
    const onEnd = (event) => {
      handle.removeEventListener("pointermove", onMove);
      handle.removeEventListener("pointerup", onEnd);
      handle.removeEventListener("pointercancel", onEnd);
      return event.type === "pointerup" && board.held ? board.drop() : board.release();
    };
    ev.preventDefault();
    handle.setPointerCapture(ev.pointerId);
    handle.addEventListener("pointermove", onMove);
    handle.addEventListener("pointerup", onEnd);
    handle.addEventListener("pointercancel", onEnd);
  }
}
