import {Component} from "@odoo/owl";
import {useStore} from "../core/hooks";
import {formatDay} from "../core/words";

/** What the technician must know before he rings: who, where, what, since when. */
export class Facts extends Component {
  static template = "aftersales_service.FieldFacts";
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    this.formatDay = formatDay;
  }

  get callUrl() {
    return `tel:${this.props.visit.phone.replace(/[^\d+]/g, "")}`;
  }

  /** Every map application of the phone answers to a `geo:` address. */
  get mapUrl() {
    const {latitude, longitude, address, city} = this.props.visit;
    const point = latitude || longitude ? `${latitude},${longitude}` : "0,0";
    return `geo:${point}?q=${encodeURIComponent(address || city)}`;
  }

  get isInWarranty() {
    const end = this.props.visit.unit?.warranty_end;
    return end && end >= new Date().toISOString().slice(0, 10);
  }

  get codeNames() {
    const {symptom, cause} = this.store.state.day.codes;
    const {symptom_id, cause_id} = this.props.visit.values;
    return [
      symptom.find(({id}) => id === symptom_id)?.name,
      cause.find(({id}) => id === cause_id)?.name,
    ].filter(Boolean);
  }
}
