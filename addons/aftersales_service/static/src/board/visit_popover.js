import {Component} from "@odoo/owl";
import {formatTimes} from "./board_model";

/** What a planner asks first about a visit or a waiting order. */
export class VisitPopover extends Component {
  static template = "aftersales_service.VisitPopover";
  static props = {
    item: Object,
    board: Object,
    onOpen: Function,
    close: Function,
  };

  get when() {
    const {start, end} = this.props.item;
    if (!start || !end) {
      return "";
    }
    const day = start.toLocaleString({
      weekday: "short",
      day: "numeric",
      month: "short",
    });
    return `${day}, ${formatTimes(start, end)}`;
  }

  get technicians() {
    const {board, item} = this.props;
    return (item.technician_ids || [])
      .map((id) => board.getRow(id)?.name)
      .filter(Boolean)
      .join(", ");
  }

  get canSend() {
    const {item} = this.props;
    return item.state === "planned" && item.technician_ids.length > 0;
  }

  get canFindTechnician() {
    const {item} = this.props;
    return !item.id || item.can_move;
  }

  onOpen() {
    this.props.close();
    this.props.onOpen(this.props.item);
  }

  onSend() {
    this.props.close();
    this.props.board.send([this.props.item]);
  }

  onFindTechnician() {
    this.props.close();
    this.props.onOpen(this.props.item, "action_find_technician");
  }
}
