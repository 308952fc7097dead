import {Component, useState} from "@odoo/owl";
import {useStore} from "../core/hooks";

const EMPTY = {description: "", quantity: 1, condition: "", accessories: ""};

/** Receipt for equipment that is taken to the workshop. */
export class Receipt extends Component {
  static template = "aftersales_service.FieldReceipt";
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    this.state = useState({...EMPTY});
  }

  get isPossible() {
    return this.state.description && this.state.condition && this.state.quantity > 0;
  }

  async write() {
    await this.store.record(
      this.props.visit,
      "receipt",
      {...this.state},
      {label: this.state.description}
    );
    Object.assign(this.state, EMPTY);
  }
}
