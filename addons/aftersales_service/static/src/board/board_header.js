import {Component, useState} from "@odoo/owl";

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
      : scale.hours.map((hour) => ({key: hour, text: `${hour}:00`, isToday: false}));
  }
}
