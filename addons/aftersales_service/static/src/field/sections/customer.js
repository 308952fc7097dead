import {Component, useState} from "@odoo/owl";
import {useStore} from "../core/hooks";
import {SignaturePad} from "./signature_pad";

// Mouths of the five faces, as paths in a square of 32.
const MOUTHS = {
  very_satisfied: "M8 18 Q16 29 24 18 Z",
  satisfied: "M9 20 Q16 25 23 20",
  neutral: "M9 21 H23",
  dissatisfied: "M9 23 Q16 18 23 23",
  very_dissatisfied: "M8 25 Q16 14 24 25 Z",
};

/** The customer's part: opinion, words, signature or why there is none. */
export class Customer extends Component {
  static template = "aftersales_service.FieldCustomer";
  static components = {SignaturePad};
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    const {contact, values} = this.props.visit;
    this.state = useState({
      name: values.signed_by || contact,
      isRefused: false,
      reason: "",
      isAgain: false,
    });
  }

  get faces() {
    return Object.entries(MOUTHS).map(([key, mouth]) => ({
      key,
      mouth,
      name: this.store.getLabel("opinion", key),
    }));
  }

  get opinionName() {
    return this.store.getLabel("opinion", this.props.visit.values.opinion);
  }

  write(name, value, label = value) {
    return this.store.record(this.props.visit, "write", {[name]: value}, {label});
  }

  async sign(file) {
    const {name} = this.state;
    await this.store.record(
      this.props.visit,
      "sign",
      {signed_by: name},
      {file, label: name}
    );
    this.state.isAgain = false;
  }

  refuse() {
    const {reason} = this.state;
    return this.store.record(
      this.props.visit,
      "refuse",
      {signature_refused_reason: reason},
      {label: reason}
    );
  }
}
