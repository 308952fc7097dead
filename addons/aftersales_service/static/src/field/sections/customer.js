import { Component, useState } from "@odoo/owl";
import { useStore } from "../core/hooks";
import { SignaturePad } from "./signature_pad";

const FACES = {
    very_satisfied: "😀",
    satisfied: "🙂",
    neutral: "😐",
    dissatisfied: "🙁",
    very_dissatisfied: "😠",
};

/** The customer's part: opinion, words, signature or why there is none. */
export class Customer extends Component {
    static template = "aftersales_service.FieldCustomer";
    static components = { SignaturePad };
    static props = { visit: Object };

    setup() {
        this.store = useStore();
        const { contact, values } = this.props.visit;
        this.state = useState({
            name: values.signed_by || contact,
            isRefused: false,
            reason: "",
            isAgain: false,
        });
    }

    get faces() {
        return Object.entries(FACES).map(([key, face]) => ({
            key,
            face,
            name: this.store.getLabel("opinion", key),
        }));
    }

    write(name, value) {
        return this.store.record(this.props.visit, "write", { [name]: value });
    }

    async sign(file) {
        const { name } = this.state;
        await this.store.record(
            this.props.visit,
            "sign",
            { signed_by: name },
            { file, label: name }
        );
        this.state.isAgain = false;
    }

    refuse() {
        const { reason } = this.state;
        return this.store.record(
            this.props.visit,
            "refuse",
            { signature_refused_reason: reason },
            { label: reason }
        );
    }
}
