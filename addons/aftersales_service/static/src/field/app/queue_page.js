import { Component, useState } from "@odoo/owl";
import { useStore } from "../core/hooks";
import { describeKind, formatMoment } from "../core/words";

/** What waits on this phone, and what the office refused. */
export class QueuePage extends Component {
    static template = "aftersales_service.FieldQueuePage";
    static props = {};

    setup() {
        this.store = useStore();
        this.state = useState({ edited: {} });
        this.describeKind = describeKind;
        this.formatMoment = formatMoment;
    }

    get conflicts() {
        return this.store.state.day?.conflicts || [];
    }

    get usage() {
        return Math.round(this.store.state.usage * 100);
    }

    getVisitName({ dispatch_id }) {
        const visit = this.store.getVisit(dispatch_id);
        return visit ? `${visit.customer} · ${visit.order}` : "";
    }

    /** Entries in words that can be corrected before a retry. */
    getTexts({ values }) {
        return Object.entries(values).filter(([, value]) => typeof value === "string");
    }

    edit(uuid, name, value) {
        this.state.edited[uuid] = { ...this.state.edited[uuid], [name]: value };
    }

    retry(conflict) {
        return this.store.resolve(conflict, "retry", this.state.edited[conflict.uuid] || {});
    }

    discard(conflict) {
        return this.store.resolve(conflict, "discard");
    }
}
