import {Component} from "@odoo/owl";
import {useStore} from "../core/hooks";

/** What was done, and that the customer was shown how to use it. */
export class Work extends Component {
  static template = "aftersales_service.FieldWork";
  static props = {visit: Object};

  setup() {
    this.store = useStore();
  }

  write(name, value, label = "") {
    return this.store.record(
      this.props.visit,
      "write",
      {[name]: value},
      {label: label || (value === true ? "✓" : value || "")}
    );
  }
}
