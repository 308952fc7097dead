import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStore} from "../core/hooks";
import {describePromise, formatDate, formatWeekday, formatWindow} from "../core/words";

const DAYS = [-3, -2, -1, 0, 1, 2, 3];
const OPEN = ["sent", "accepted", "departed", "arrived"];

function addDays(days) {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() + days);
  return day;
}

/** A day's visits in the order of the route; today with what should be over. */
export class VisitList extends Component {
  static template = "aftersales_service.FieldVisitList";
  static props = {};

  setup() {
    this.store = useStore();
    this.state = useState({offset: 0});
  }

  get days() {
    return DAYS.map((offset) => ({
      offset,
      weekday: formatWeekday(addDays(offset)),
      date: formatDate(addDays(offset)),
      count: this.getVisits(offset).length,
    }));
  }

  get noEmployeeText() {
    return _t(
      "Your user has no employee file, so nobody can send you on a visit. Ask your office to set your user on your employee file."
    );
  }

  get day() {
    return addDays(this.state.offset);
  }

  getVisits(offset) {
    const start = addDays(offset);
    const end = addDays(offset + 1);
    const isShown = (visit) => {
      const planned = visit.start || visit.finished_at;
      if (!planned) {
        return offset === 0;
      }
      const at = new Date(planned);
      const isOverdue = offset === 0 && at < start && OPEN.includes(visit.state);
      return isOverdue || (at >= start && at < end);
    };
    return this.store.visits
      .filter(isShown)
      .sort(
        (one, other) =>
          one.sequence - other.sequence || (one.start < other.start ? -1 : 1)
      );
  }

  get cards() {
    return this.getVisits(this.state.offset).map((visit) => ({
      ...visit,
      hours: formatWindow(visit, this.day),
      isOverdue: visit.start && new Date(visit.start) < addDays(0),
      promise: describePromise(visit, this.store.state.now),
      urgency:
        visit.priority !== "0" && this.store.getLabel("priority", visit.priority),
      stateName: this.store.getLabel("state", visit.state),
    }));
  }
}
