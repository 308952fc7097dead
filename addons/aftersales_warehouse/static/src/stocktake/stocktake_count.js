import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {BarcodeScanner} from "@barcodes/components/barcode_scanner";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {getDataURLFromFile} from "@web/core/utils/urls";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {CountModel} from "./count_model";

/** Counting on a phone: by scan, by what is typed, or from the list. */
export class StocktakeCount extends Component {
  static template = "aftersales_warehouse.StocktakeCount";
  static components = {BarcodeScanner};
  static props = {...standardActionServiceProps};

  setup() {
    this.action = useService("action");
    this.dialog = useService("dialog");
    this.notification = useService("notification");
    this.quantityInput = useRef("quantity");
    this.stocktakeId = this.props.action.context.active_id;
    this.sheet = useState(
      new CountModel({orm: useService("orm"), stocktakeId: this.stocktakeId})
    );
    this.state = useState({code: "", query: ""});
    const barcode = useService("barcode");
    useBus(barcode.bus, "barcode_scanned", (ev) => this.onScanned(ev.detail.barcode));
    onWillStart(() => this.stocktakeId && this.sheet.load());
    // Whoever opens a line types at once.
    useEffect(
      (input) => input?.select(),
      () => [this.quantityInput.el, this.sheet.line.id, this.sheet.found.id]
    );
  }

  get tabs() {
    return [
      ["todo", _t("To Count")],
      ["counted", _t("Counted")],
      ["all", _t("All")],
    ];
  }

  get progressLabel() {
    return _t("%(done)s of %(all)s counted", {
      done: this.sheet.stocktake.counted_count,
      all: this.sheet.stocktake.line_count,
    });
  }

  get progressStyle() {
    const {counted_count: done, line_count: all} = this.sheet.stocktake;
    return `width: ${all ? Math.round((100 * done) / all) : 0}%`;
  }

  // -- scan and search ----------------------------------------------------------------

  onCodeKeydown(ev) {
    if (ev.key === "Enter" && this.state.code.trim()) {
      ev.preventDefault();
      this.onScanned(this.state.code);
    }
  }

  async onScanned(code) {
    this.state.code = "";
    const kind = await this.sheet.scan(code);
    if (kind === "unknown") {
      this.notification.add(_t("Nothing is known by the code %s.", code), {
        type: "warning",
      });
    }
  }

  onQuery() {
    this.sheet.query = this.state.query;
    return this.sheet.load();
  }

  // -- one line -----------------------------------------------------------------------

  async onSave(options) {
    await this.sheet.save(options);
  }

  onQuantityKeydown(ev) {
    if (ev.key === "Enter") {
      ev.preventDefault();
      this.onSave();
    }
  }

  async onNoneThere() {
    this.sheet.quantity = 0;
    await this.onSave();
  }

  async onPhoto(ev) {
    const [file] = ev.target.files;
    if (file) {
      const url = await getDataURLFromFile(file);
      await this.sheet.addPhoto(file.name, url.split(",")[1]);
      this.notification.add(_t("The photo is on the sheet."), {type: "success"});
    }
    ev.target.value = "";
  }

  // -- the end ------------------------------------------------------------------------

  onCloseCount() {
    const {todo_count: todo} = this.sheet.stocktake;
    this.dialog.add(ConfirmationDialog, {
      title: _t("Close the Count"),
      body: todo
        ? _t("%s lines are not counted yet. Go on?", todo)
        : _t("Everything is counted. What differs too much is counted again."),
      confirmLabel: _t("Close the Count"),
      confirm: () => this.sheet.closeCount(),
      cancel: () => {},
    });
  }

  openForm() {
    return this.action.doAction({
      type: "ir.actions.act_window",
      res_model: "aftersales.stocktake",
      res_id: this.stocktakeId,
      views: [[false, "form"]],
    });
  }

  openList() {
    return this.action.doAction("aftersales_warehouse.aftersales_stocktake_action");
  }
}

registry.category("actions").add("aftersales_stocktake_count", StocktakeCount);
