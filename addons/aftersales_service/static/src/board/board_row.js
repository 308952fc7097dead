import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatTimes} from "./board_model";
import {LANE_HEIGHT, VisitBar} from "./visit_bar";

/** The time and the visits of one technician. */
export class BoardRow extends Component {
  static template = "aftersales_service.BoardRow";
  static components = {VisitBar};
  static props = {row: Object, board: Object, tabStop: String};

  setup() {
    this.board = useState(this.props.board);
  }

  getLayout() {
    return this.board.scale.layOut(this.board.visitsOf(this.props.row.id));
  }

  get bands() {
    const {scale} = this.board;
    const {work, leave, busy} = this.props.row;
    const band = (kind, title) => (span) => ({
      kind,
      title,
      style: `left:${span.left * 100}%;width:${(span.right - span.left) * 100}%`,
    });
    return [
      ...scale.offBands(work).map(band("off", _t("Not working"))),
      ...scale.bands(leave).map(band("leave", _t("On leave"))),
      ...scale.bands(busy).map(band("busy", _t("Busy with another visit"))),
      ...scale.nowBands().map(band("now", _t("Now"))),
    ];
  }

  /** Booked time against working time, in hours. */
  get load() {
    const hours = (spans) =>
      spans.reduce((sum, {start, end}) => sum + end.diff(start, "hours").hours, 0);
    const round = (number) => Math.round(number * 10) / 10;
    const {row} = this.props;
    const booked = round(hours(this.board.visitsOf(row.id)));
    const work = round(hours(row.work));
    return work ? _t("%(booked)s of %(work)s h", {booked, work}) : _t("%s h", booked);
  }

  get isTarget() {
    return this.board.heldRow === this.props.row.id;
  }

  get preview() {
    const {held, scale} = this.board;
    const [{left, right}] = scale.layOut([{...held.item, ...held}]).bars;
    return {
      style: `left:${left * 100}%;width:${(right - left) * 100}%`,
      text: formatTimes(held.start, held.end),
    };
  }

  lineStyle(lanes) {
    return `height:${lanes * LANE_HEIGHT + 6}px`;
  }
}
