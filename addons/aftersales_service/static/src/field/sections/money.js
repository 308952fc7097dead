import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStore} from "../core/hooks";
import {formatAmount, formatMoment} from "../core/words";

/** The price before paid work, the customer's word on it, and money taken on site. */
export class Money extends Component {
  static template = "aftersales_service.FieldMoney";
  static props = {visit: Object};

  setup() {
    this.store = useStore();
    const {price, contact} = this.props.visit;
    this.state = useState({
      name: contact,
      amount: price?.amount || 0,
      method: "cash",
      memo: "",
    });
    this.formatAmount = formatAmount;
  }

  get confirmedText() {
    const {confirmed_at} = this.props.visit.price;
    return _t("Confirmed by the customer at %s.", formatMoment(confirmed_at));
  }

  confirm() {
    return this.store.record(this.props.visit, "price", {name: this.state.name});
  }

  async pay() {
    const {amount, method, memo} = this.state;
    await this.store.record(
      this.props.visit,
      "payment",
      {amount, method, memo},
      {label: formatAmount(amount)}
    );
    Object.assign(this.state, {amount: 0, memo: ""});
  }
}
