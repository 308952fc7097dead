import {Component} from "@odoo/owl";
import {useStore} from "../core/hooks";
import {CodePicker} from "./code_picker";

/** Symptom, cause, remedy: each is recorded when it is picked. */
export class Fault extends Component {
  static template = "aftersales_service.FieldFault";
  static components = {CodePicker};
  static props = {visit: Object};

  setup() {
    this.store = useStore();
  }

  choose(name, row) {
    return this.store.record(
      this.props.visit,
      "assess",
      {[name]: row.id},
      {label: row.name}
    );
  }
}
