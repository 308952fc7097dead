import {Component, onWillStart, useExternalListener, useRef, useState} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {CallModel} from "./call_model";

const STATE_ICONS = {
  done: "fa-check text-success",
  not_reached: "fa-phone text-warning",
  unreachable: "fa-times text-danger",
  refused: "fa-ban text-danger",
};

/**
 * The key that was meant: an input method for Chinese reports letters as "Process".
 *
 * @returns {String} a digit, a letter, or the name of the key
 */
function keyOf({key, code}) {
  return /^(Process|Unidentified)$/.test(key)
    ? code.replace(/^(Key|Digit|Numpad)(?=.$)/, "")
    : key;
}

/** The clerk's day: one call after the other, by keyboard alone. */
export class CallDesk extends Component {
  static template = "aftersales_service.CallDesk";
  static components = {ControlPanel};
  static props = {...standardActionServiceProps};

  setup() {
    this.action = useService("action");
    this.dialog = useService("dialog");
    this.root = useRef("root");
    this.desk = useState(new CallModel({orm: useService("orm")}));
    useExternalListener(window, "keydown", (ev) => this.onKeydown(ev));
    onWillStart(() => this.desk.load());
    this.keys = {
      arrowdown: () => this.desk.showItem(this.desk.item + 1),
      arrowup: () => this.desk.showItem(this.desk.item - 1),
      arrowright: () => this.desk.show(this.desk.index + 1),
      arrowleft: () => this.desk.show(this.desk.index - 1),
      enter: () => this.onEnter(),
      n: () => this.desk.record("missed"),
      r: () => this.desk.record("refused"),
      x: () => this.onNeverAgain(),
      w: () => this.write("comment"),
      p: () => this.write("problem"),
      c: () => this.desk.toggleComplaint(),
      f: () => this.openVisit(),
    };
  }

  get help() {
    return [
      ["1–9", _t("Choose the answer")],
      ["Enter", _t("Save, next call")],
      ["N", _t("Not reached")],
      ["R", _t("Refused")],
      ["X", _t("Never again")],
      ["W", _t("Customer's words")],
      ["P", _t("Problem")],
      ["C", _t("He complains")],
      ["F", _t("Open the form")],
      ["↑ ↓", _t("Question")],
      ["← →", _t("Call")],
    ];
  }

  get progressLabel() {
    return _t("%(done)s done today, %(open)s to call", {
      done: this.desk.doneToday,
      open: this.desk.openCalls.length,
    });
  }

  get coverageLabel() {
    const {visited, required, missing} = this.desk.coverage;
    return missing
      ? _t(
          "This year %(visited)s of %(required)s customers visited, %(missing)s to go",
          {
            visited,
            required,
            missing,
          }
        )
      : _t("This year %(visited)s customers visited, %(required)s required", {
          visited,
          required,
        });
  }

  iconOf(call) {
    return STATE_ICONS[call.state] || "fa-circle-o text-muted";
  }

  // -- keys ---------------------------------------------------------------------------

  onKeydown(ev) {
    if (ev.ctrlKey || ev.metaKey || ev.altKey || document.querySelector(".modal")) {
      return;
    }
    if (ev.target.closest("input, textarea, select, [contenteditable='true']")) {
      return;
    }
    const key = keyOf(ev).toLowerCase();
    const handler = /^[1-9]$/.test(key)
      ? () => this.desk.choose(Number(key))
      : this.keys[key];
    if (handler && this.desk.call) {
      ev.preventDefault();
      handler();
    }
  }

  /** In a text: Enter takes it, Shift+Enter begins a line, Escape leaves. */
  onTextKeydown(ev) {
    const isEnter = ev.key === "Enter" && !ev.shiftKey && !ev.isComposing;
    if (isEnter || ev.key === "Escape") {
      ev.preventDefault();
      ev.stopPropagation();
      ev.target.blur();
    }
  }

  onEnter() {
    const {current} = this.desk;
    const isOpenText = current.kind !== "choice" && !current.value;
    return isOpenText ? this.write(current.id) : this.desk.record("done");
  }

  onOption(item, option) {
    this.desk.showItem(item);
    this.desk.choose(option + 1);
  }

  write(id) {
    this.desk.showItemOf(id);
    this.root.el.querySelector(`[data-item="${id}"] textarea`)?.focus();
  }

  onNeverAgain() {
    this.dialog.add(ConfirmationDialog, {
      title: _t("Never Call Again"),
      body: _t(
        "%s wants no more calls after a service. Nobody will call him again.",
        this.desk.call.customer
      ),
      confirmLabel: _t("Never Again"),
      confirm: () => this.desk.record("refused_for_good"),
      cancel: () => {},
    });
  }

  openVisit() {
    return this.action.doAction({
      type: "ir.actions.act_window",
      res_model: "aftersales.return.visit",
      res_id: this.desk.call.id,
      views: [[false, "form"]],
    });
  }
}

registry.category("actions").add("aftersales_call_desk", CallDesk);
