import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useStore } from "../core/hooks";

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
            ? _t("Offline — %s actions waiting", this.waiting)
            : _t("Offline — you can go on working");
    }

    get waitingText() {
        return _t("Sending — %s actions waiting", this.waiting);
    }

    get loggedOutText() {
        return _t("Log in again to send %s actions", this.waiting);
    }

    get conflictText() {
        return _t("%s actions were refused: look at them", this.conflicts);
    }
}
