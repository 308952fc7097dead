import {Component, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const {DateTime} = luxon;
const MINUTE = 60 * 1000;

/** "3 h 20 min", "2 d 4 h": the two largest units of a time span. */
export function formatSpan(milliseconds) {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  if (days) {
    return _t("%(days)s d %(hours)s h", {days, hours});
  }
  if (hours) {
    return _t("%(hours)s h %(minutes)s min", {hours, minutes: minutes % 60});
  }
  return _t("%(minutes)s min", {minutes});
}

/** A chip with the time left to a deadline; it counts on while the page is open. */
export class DeadlineField extends Component {
  static template = "aftersales_service.DeadlineField";
  static props = {
    ...standardFieldProps,
    warnField: {type: String, optional: true},
    doneField: {type: String, optional: true},
    labelField: {type: String, optional: true},
  };

  setup() {
    this.clock = useState({now: DateTime.now()});
    const timer = setInterval(() => {
      this.clock.now = DateTime.now();
    }, MINUTE);
    onWillUnmount(() => clearInterval(timer));
  }

  get data() {
    return this.props.record.data;
  }

  get deadline() {
    return this.data[this.props.name];
  }

  get doneAt() {
    return this.props.doneField && this.data[this.props.doneField];
  }

  get isOff() {
    return this.data.state === "cancelled" || this.data.state === "paused";
  }

  get label() {
    const field = this.props.labelField;
    if (!field || !this.data[field]) {
      return "";
    }
    const {selection} = this.props.record.fields[field];
    return (selection.find(([value]) => value === this.data[field]) || [])[1] || "";
  }

  get text() {
    if (this.doneAt || this.isOff) {
      return formatDateTime(this.deadline, {condensed: true});
    }
    const left = this.deadline - this.clock.now;
    const span = formatSpan(left);
    return left < 0 ? _t("%(span)s late", {span}) : _t("%(span)s left", {span});
  }

  get color() {
    if (this.doneAt) {
      return this.doneAt > this.deadline ? "text-bg-danger" : "text-bg-success";
    }
    if (this.isOff) {
      return "text-bg-secondary";
    }
    if (this.deadline < this.clock.now) {
      return "text-bg-danger";
    }
    const warnAt = this.props.warnField && this.data[this.props.warnField];
    return warnAt && warnAt <= this.clock.now ? "text-bg-warning" : "text-bg-success";
  }

  get title() {
    return formatDateTime(this.deadline);
  }
}

export const deadlineField = {
  component: DeadlineField,
  displayName: _t("Deadline"),
  supportedTypes: ["datetime"],
  extractProps: ({options}) => ({
    warnField: options.warn_field,
    doneField: options.done_field,
    labelField: options.label_field,
  }),
};

registry.category("fields").add("aftersales_deadline", deadlineField);
