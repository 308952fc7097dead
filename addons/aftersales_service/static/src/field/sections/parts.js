import {Component, useState} from "@odoo/owl";
import {useStore} from "../core/hooks";
import {CodePicker} from "./code_picker";

/** Parts from the technician's own van, as much of them as lies there. */
export class Parts extends Component {
  static template = "aftersales_service.FieldParts";
  static components = {CodePicker};
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    this.state = useState({row: null, quantity: 1});
  }

  get rows() {
    return this.store.state.day.stock
      .filter(({quantity}) => quantity > 0)
      .map((row) => ({
        ...row,
        id: `${row.product_id}-${row.lot_id || 0}`,
        name: [row.name, row.lot].filter(Boolean).join(" · "),
        code: row.barcode,
        note: `${row.quantity} ${row.uom}`,
      }));
  }

  get isPossible() {
    const {row, quantity} = this.state;
    return row && quantity > 0 && quantity <= row.quantity;
  }

  choose(row) {
    Object.assign(this.state, {row, quantity: 1});
  }

  async use() {
    const {row, quantity} = this.state;
    this.state.row = null;
    await this.store.record(
      this.props.visit,
      "part",
      {product_id: row.product_id, lot_id: row.lot_id || false, quantity},
      {label: row.name}
    );
  }
}
