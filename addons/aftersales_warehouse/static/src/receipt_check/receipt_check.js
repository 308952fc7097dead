import {Component, onWillStart, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {ReceiptModel} from "./receipt_model";

const CHECKS = ["model_check", "marking_check", "packaging_check"];

/** The delivery note line by line, for a phone at the door: scan, count, sign. */
export class ReceiptCheck extends Component {
  static template = "aftersales_warehouse.ReceiptCheck";
  static components = {ControlPanel};
  static props = {...standardActionServiceProps};

  setup() {
    this.action = useService("action");
    this.notification = useService("notification");
    this.code = useRef("code");
    this.receipt = useState(
      new ReceiptModel({orm: useService("orm"), pickingId: this.pickingId})
    );
    const barcode = useService("barcode");
    useBus(barcode.bus, "barcode_scanned", ({detail}) => this.scan(detail.barcode));
    onWillStart(() => this.receipt.load());
  }

  /** The address keeps it over a reload. */
  get pickingId() {
    const {context, params} = this.props.action;
    return context?.active_id || Number(params?.active_id);
  }

  get checkLabels() {
    return CHECKS.map((name) => ({
      name,
      label: {
        model_check: _t("Model"),
        marking_check: _t("Marking"),
        packaging_check: _t("Packaging"),
      }[name],
    }));
  }

  get progressLabel() {
    return _t("%(counted)s of %(all)s lines counted, %(differing)s differ", {
      counted: this.receipt.counted,
      all: this.receipt.check.lines.length,
      differing: this.receipt.differing,
    });
  }

  scan(code) {
    return code.trim() ? this.receipt.scan(code) : null;
  }

  onTyped(ev) {
    if (ev.key === "Enter" && !ev.isComposing) {
      ev.preventDefault();
      this.onCount();
    }
  }

  async onCount() {
    const {value} = this.code.el;
    this.code.el.value = "";
    await this.scan(value);
    this.code.el?.focus();
  }

  onNumber(line, name, ev) {
    const value = Number(ev.target.value);
    if (Number.isFinite(value) && value >= 0) {
      this.receipt.write(line, {[name]: value});
    }
  }

  /** One tap agrees, the next one does not. */
  toggle(line, name) {
    const value = line[name] === "ok" ? "not_ok" : "ok";
    return this.receipt.write(line, {[name]: value});
  }

  checkClass(line, name) {
    return {ok: "btn-success", not_ok: "btn-danger"}[line[name]] || "btn-secondary";
  }

  async book() {
    await this.receipt.book();
    this.notification.add(_t("Signed and booked."), {type: "success"});
  }

  openTransfer() {
    return this.action.doAction({
      type: "ir.actions.act_window",
      res_model: "stock.picking",
      res_id: this.receipt.pickingId,
      views: [[false, "form"]],
    });
  }
}

registry.category("actions").add("aftersales_receipt_check", ReceiptCheck);
