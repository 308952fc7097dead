import {Component, useState} from "@odoo/owl";
import {useStore} from "../core/hooks";
import {describeKind, describeTexts, formatMoment} from "../core/words";

/** What waits on this phone, and what the office refused. */
export class QueuePage extends Component {
  static template = "aftersales_service.FieldQueuePage";
  static props = {};

  setup() {
    this.store = useStore();
    this.state = useState({edited: {}});
    this.describeKind = describeKind;
    this.formatMoment = formatMoment;
  }

  get conflicts() {
    return this.store.state.day?.conflicts || [];
  }

  get usage() {
    return Math.round(this.store.state.usage * 100);
  }

  /** Words that can be corrected before a retry: name, label, value. */
  getTexts({values}) {
    return Object.entries(describeTexts())
      .filter(([name]) => name in values)
      .map(([name, label]) => ({name, label, value: values[name] || ""}));
  }

  edit(uuid, name, value) {
    this.state.edited[uuid] = {...this.state.edited[uuid], [name]: value};
  }

  retry(conflict) {
    return this.store.resolve(
      conflict,
      "retry",
      this.state.edited[conflict.uuid] || {}
    );
  }

  discard(conflict) {
    return this.store.resolve(conflict, "discard");
  }
}
