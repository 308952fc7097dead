import {Component} from "@odoo/owl";
import {useStore} from "../core/hooks";
import {missingForFinish} from "../core/visit_rules";

/** The end of the visit; what it lacks is said in words before it is sent. */
export class Finish extends Component {
  static template = "aftersales_service.FieldFinish";
  static props = {visit: Object};

  setup() {
    this.store = useStore();
  }

  get missing() {
    return missingForFinish(this.props.visit);
  }

  async finish() {
    const {outcome, work_done} = this.props.visit.values;
    await this.store.record(this.props.visit, "finish", {outcome, work_done});
    window.location.hash = "";
  }
}
