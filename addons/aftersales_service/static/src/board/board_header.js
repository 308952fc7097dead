import {Component, useState} from "@odoo/owl";

// With more hours than these there is no room for their minutes.
const ROOMY_COLUMNS = 14;

/** The hours of the day, or the days of the week. */
export class BoardHeader extends Component {
  static template = "aftersales_service.BoardHeader";
  static props = {board: Object};

  setup() {
    this.board = useState(this.props.board);
  }

  get columns() {
    const {scale} = this.board;
    const today = luxon.DateTime.now();
    return scale.isWeek
      ? scale.days.map((day) => ({
          key: day.toISODate(),
          text: day.toLocaleString({
            weekday: "short",
            day: "numeric",
            month: "numeric",
          }),
          isToday: day.hasSame(today, "day"),
        }))
      : scale.hours.map((hour) => ({
          key: hour,
          text: scale.columnCount > ROOMY_COLUMNS ? String(hour) : `${hour}:00`,
          isToday: false,
        }));
  }
}
