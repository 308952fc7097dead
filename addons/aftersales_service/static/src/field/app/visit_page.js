import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStore} from "../core/hooks";
import {nextSteps} from "../core/visit_rules";
import {describeKind, describePromise, formatMoment, formatWindow} from "../core/words";
import {Checklist} from "../sections/checklist";
import {Customer} from "../sections/customer";
import {Facts} from "../sections/facts";
import {Fault} from "../sections/fault";
import {Finish} from "../sections/finish";
import {Help} from "../sections/help";
import {Money} from "../sections/money";
import {Parts} from "../sections/parts";
import {Photos} from "../sections/photos";
import {Receipt} from "../sections/receipt";
import {Work} from "../sections/work";

/** One visit: facts, the next step as a big button, and what is entered on site. */
export class VisitPage extends Component {
  static template = "aftersales_service.FieldVisitPage";
  static components = {
    Checklist,
    Customer,
    Facts,
    Fault,
    Finish,
    Help,
    Money,
    Parts,
    Photos,
    Receipt,
    Work,
  };
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    this.describeKind = describeKind;
  }

  get steps() {
    return nextSteps(this.props.visit);
  }

  get hours() {
    return formatWindow(this.props.visit, new Date());
  }

  get promise() {
    return describePromise(this.props.visit, this.store.state.now);
  }

  get isOnSite() {
    return this.props.visit.state === "arrived";
  }

  get waiting() {
    return this.store.state.queue.filter(
      ({dispatch_id}) => dispatch_id === this.props.visit.id
    ).length;
  }

  get finishedText() {
    return _t(
      "Finished at %s. Hand in the slip and report at the desk.",
      formatMoment(this.props.visit.finished_at)
    );
  }

  takeStep(step) {
    return this.store.record(this.props.visit, step);
  }
}
