import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useStore} from "../core/hooks";

/** Says above every page whether what was recorded has arrived. */
export class ConnectionBanner extends Component {
  static template = "aftersales_service.FieldConnectionBanner";
  static props = {};

  setup() {
    this.store = useStore();
    this.loginUrl = "/web/login?redirect=/aftersales/visits";
  }

  get waiting() {
    return this.store.state.queue.length;
  }

  get conflicts() {
    return this.store.state.day?.conflicts.length || 0;
  }

  get offlineText() {
    return this.waiting
      ? _t("Offline — waiting to be sent: %s", this.waiting)
      : _t("Offline — you can go on working");
  }

  get waitingText() {
    return _t("Sending — waiting: %s", this.waiting);
  }

  get loggedOutText() {
    return this.waiting
      ? _t("Log in again: waiting to be sent: %s", this.waiting)
      : _t("Log in again");
  }

  get conflictText() {
    return _t("Refused by the office: %s. Look at it.", this.conflicts);
  }
}
