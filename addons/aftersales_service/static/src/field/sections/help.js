import {Component, useState} from "@odoo/owl";
import {useStore} from "../core/hooks";

/** A call for help to the office or a more experienced colleague. */
export class Help extends Component {
  static template = "aftersales_service.FieldHelp";
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    this.state = useState({note: "", isAsked: false});
  }

  async ask() {
    const {note} = this.state;
    await this.store.record(this.props.visit, "help", {note}, {label: note});
    Object.assign(this.state, {note: "", isAsked: true});
  }
}
