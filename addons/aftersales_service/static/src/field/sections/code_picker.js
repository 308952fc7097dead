import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

const SHOWN = 30;

/** A list to pick from by typing a few letters; all of it lies on the phone. */
export class CodePicker extends Component {
  static template = "aftersales_service.FieldCodePicker";
  static props = {
    label: {validate: (value) => value instanceof String || typeof value === "string"},
    rows: Array,
    chosenId: {optional: true},
    onChoose: Function,
  };

  setup() {
    this.state = useState({isOpen: false, text: ""});
    this.placeholder = _t("Type to search …");
  }

  get chosen() {
    return this.props.rows.find(({id}) => id === this.props.chosenId);
  }

  get found() {
    const words = this.state.text.toLowerCase().split(/\s+/);
    const matches = ({name, code = ""}) =>
      words.every((word) => `${name} ${code}`.toLowerCase().includes(word));
    return this.props.rows.filter(matches).slice(0, SHOWN);
  }

  choose(row) {
    Object.assign(this.state, {isOpen: false, text: ""});
    this.props.onChoose(row);
  }
}
