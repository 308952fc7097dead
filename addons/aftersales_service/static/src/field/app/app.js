import {Component, useState} from "@odoo/owl";
import {useStore} from "../core/hooks";
import {ConnectionBanner} from "./connection_banner";
import {QueuePage} from "./queue_page";
import {VisitList} from "./visit_list";
import {VisitPage} from "./visit_page";

/** Pages by the address behind "#": the list, `visit/ID`, `queue`. */
export class FieldApp extends Component {
  static template = "aftersales_service.FieldApp";
  static components = {ConnectionBanner, QueuePage, VisitList, VisitPage};
  static props = {};

  setup() {
    this.store = useStore();
    this.state = useState({page: "list", visitId: 0});
    this.readAddress();
    window.addEventListener("hashchange", () => this.readAddress());
  }

  readAddress() {
    const [page, id] = window.location.hash.slice(1).split("/");
    this.state.page = page || "list";
    this.state.visitId = Number(id) || 0;
    window.scrollTo(0, 0);
  }

  get visit() {
    return this.store.getVisit(this.state.visitId);
  }
}
