import {
  Component,
  onWillStart,
  useEffect,
  useExternalListener,
  useRef,
  useState,
} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {usePopover} from "@web/core/popover/popover_hook";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {ControlPanel} from "@web/search/control_panel/control_panel";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {BoardHeader} from "./board_header";
import {BoardModel} from "./board_model";
import {BoardRow} from "./board_row";
import {BoardTray} from "./board_tray";
import {useBoardDrag} from "./board_drag";
import {useBoardKeys} from "./board_keys";
import {VisitPopover} from "./visit_popover";

const {DateTime} = luxon;
// Coming back to the window shows what others did, but not after every glance away.
const STALE_AFTER = 10_000;

/** Who goes where and when: technicians by the hour or day, and what waits for them. */
export class DispatchBoard extends Component {
  static template = "aftersales_service.DispatchBoard";
  static components = {BoardHeader, BoardRow, BoardTray, ControlPanel};
  static props = {...standardActionServiceProps};

  setup() {
    const services = {
      orm: useService("orm"),
      notification: useService("notification"),
    };
    this.action = useService("action");
    this.dialog = useService("dialog");
    this.board = useState(new BoardModel(services));
    this.root = useRef("root");
    this.popover = usePopover(VisitPopover, {position: "right"});
    useBoardDrag(this.root, this.board);
    this.onKeydown = useBoardKeys(this.root, this.board, {
      showDetails: (el) => this.showDetails(el),
    });
    useExternalListener(window, "focus", () => this.refresh());
    useEffect(
      () => this.focusDropped(),
      () => [this.board.focusKey]
    );
    onWillStart(() => this.board.load());
  }

  get scaleLabels() {
    return {day: _t("By Day"), week: _t("By Week")};
  }

  get sendLabel() {
    return _t("Send Planned (%s)", this.board.sendable.length);
  }

  get keyboardHelp() {
    return _t(
      "Enter picks up, arrow keys move, plus and minus change the length, Enter drops, " +
        "Delete takes back, Escape cancels, Space shows details."
    );
  }

  get legend() {
    const kinds = ["planned", "sent", "accepted", "departed", "arrived", "finished"];
    return kinds.map((kind) => ({kind, label: this.board.states[kind]}));
  }

  /** The bar that Tab leads to: the one used last, or the first there is. */
  get tabStop() {
    const {board} = this;
    if (board.tabStop && board.isDrawn(board.tabStop)) {
      return board.tabStop;
    }
    for (const row of board.shownRows) {
      const [first] = board.scale.layOut(board.visitsOf(row.id)).bars;
      if (first) {
        return `visit-${first.visit.id}-${row.id}`;
      }
    }
    return "";
  }

  // -- time -----------------------------------------------------------------------

  step(direction) {
    const day = DateTime.fromISO(this.board.day).plus({[this.board.kind]: direction});
    return this.board.show({day: day.toISODate()});
  }

  onToday() {
    return this.board.show({day: DateTime.now().toISODate()});
  }

  onDayChange(ev) {
    if (ev.target.value) {
      return this.board.show({day: ev.target.value});
    }
  }

  onOutletChange(ev) {
    return this.board.show({outletId: Number(ev.target.value)});
  }

  onWholeDay() {
    this.board.wholeDay = !this.board.wholeDay;
    this.board.fitHours();
  }

  refresh() {
    const {isBusy, heldItem, loadedAt} = this.board;
    if (!isBusy && !heldItem && Date.now() - loadedAt > STALE_AFTER) {
      return this.board.load();
    }
  }

  // -- what is done with a visit ------------------------------------------------------

  getItem(el) {
    return this.board.getItem(Number(el.dataset.visit), Number(el.dataset.order));
  }

  onClick(ev) {
    const el = ev.target.closest("[data-key]");
    if (el) {
      this.showDetails(el);
    }
  }

  onDoubleClick(ev) {
    const el = ev.target.closest("[data-key]");
    if (el) {
      this.popover.close();
      this.openItem(this.getItem(el));
    }
  }

  showDetails(el) {
    const item = this.getItem(el);
    const onOpen = (...args) => this.openItem(...args);
    this.popover.open(el, {item, board: this.board, onOpen});
  }

  /** Open the form of a visit or waiting order, or what a method of the order opens. */
  async openItem(item, method) {
    if (method) {
      const {orm} = this.board;
      const action = await orm.call("aftersales.order", method, [[item.order_id]]);
      return this.action.doAction(action, {onClose: () => this.board.load()});
    }
    return this.action.doAction({
      type: "ir.actions.act_window",
      res_model: item.id ? "aftersales.dispatch" : "aftersales.order",
      res_id: item.id || item.order_id,
      views: [[false, "form"]],
    });
  }

  onSend() {
    const visits = this.board.sendable;
    this.dialog.add(ConfirmationDialog, {
      title: _t("Send Planned Visits"),
      body: _t("Visits to be sent to their technicians: %s", visits.length),
      confirmLabel: _t("Send"),
      confirm: () => this.board.send(visits),
      cancel: () => {},
    });
  }

  focusDropped() {
    const {focusKey} = this.board;
    if (focusKey) {
      this.root.el.querySelector(`[data-key="${focusKey}"]`)?.focus();
      this.board.tabStop = focusKey;
      this.board.focusKey = null;
    }
  }
}

registry.category("actions").add("aftersales_dispatch_board", DispatchBoard);
