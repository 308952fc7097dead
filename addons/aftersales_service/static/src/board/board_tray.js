import {Component, onPatched, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

export const CARD_HEIGHT = 88;
const SPARE_CARDS = 4;

/** Orders that wait for a visit, and planned visits without people or time. */
export class BoardTray extends Component {
  static template = "aftersales_service.BoardTray";
  static props = {board: Object};

  setup() {
    this.board = useState(this.props.board);
    this.list = useRef("list");
    // Only the cards in view are drawn: a tray may hold hundreds.
    this.state = useState({search: "", first: 0, count: 12, active: 0});
    onPatched(() => this.keepFocus());
  }

  get cards() {
    const wanted = this.state.search.trim().toLowerCase();
    if (!wanted) {
      return this.board.cards;
    }
    const texts = [
      "customer",
      "order_name",
      "city",
      "address",
      "phone",
      "unit",
      "type",
    ];
    return this.board.cards.filter((card) =>
      texts.some((name) => card[name]?.toLowerCase().includes(wanted))
    );
  }

  get drawn() {
    const {first, count, active} = this.state;
    const cards = this.cards;
    const from = Math.max(Math.min(first, cards.length - 1) - SPARE_CARDS, 0);
    const to = Math.min(first + count + SPARE_CARDS, cards.length);
    const tabStop = Math.min(Math.max(active, from), to - 1);
    return cards.slice(from, to).map((card, index) => ({
      card,
      key: `card-${card.id}-${card.order_id}`,
      top: (from + index) * CARD_HEIGHT,
      isTabStop: from + index === tabStop,
      isHeld: this.board.heldItem === card,
      promise: this.getPromise(card),
      stars: "★".repeat(Number(card.priority)),
      work: [card.type, card.symptom].filter(Boolean).join(" · "),
      place: [card.order_name, card.city].filter(Boolean).join(" · "),
    }));
  }

  get count() {
    return this.cards.length + (this.state.search ? 0 : this.board.hiddenCards);
  }

  get height() {
    return this.cards.length * CARD_HEIGHT;
  }

  get isTarget() {
    return this.board.isOverTray;
  }

  getPromise({deadline, warn_at, received_at}) {
    if (!deadline) {
      const text = received_at.toRelative({style: "short"});
      return {kind: "none", text, title: _t("Received %s", received_at.toFormat("f"))};
    }
    const now = luxon.DateTime.now();
    const kind = deadline < now ? "late" : warn_at && warn_at < now ? "warned" : "kept";
    const text = deadline.toRelative({style: "short"});
    return {kind, text, title: _t("Promised until %s", deadline.toFormat("f"))};
  }

  describe({card, promise}) {
    const {customer, order_name, type, city} = card;
    return [customer, order_name, type, city, promise.title].filter(Boolean).join(", ");
  }

  onScroll() {
    const {scrollTop, clientHeight} = this.list.el;
    this.state.first = Math.floor(scrollTop / CARD_HEIGHT);
    this.state.count = Math.ceil(clientHeight / CARD_HEIGHT);
  }

  /** The arrows go on from the card that has the focus. */
  onFocusin(ev) {
    const index = this.cards.findIndex(
      (card) => `card-${card.id}-${card.order_id}` === ev.target.dataset.key
    );
    if (index >= 0) {
      this.state.active = index;
    }
  }

  onKeydown(ev) {
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8}[ev.key];
    if (!step || this.board.heldItem || !ev.target.closest("[data-key]")) {
      return;
    }
    ev.preventDefault();
    const last = this.cards.length - 1;
    this.state.active = Math.min(Math.max(this.state.active + step, 0), last);
    this.wantsFocus = true;
    const top = this.state.active * CARD_HEIGHT;
    const {el} = this.list;
    if (top < el.scrollTop || top + CARD_HEIGHT > el.scrollTop + el.clientHeight) {
      el.scrollTop = step > 0 ? top + CARD_HEIGHT - el.clientHeight : top;
      this.onScroll();
    }
  }

  keepFocus() {
    if (this.wantsFocus) {
      this.wantsFocus = false;
      this.list.el.querySelector("[tabindex='0']")?.focus({preventScroll: true});
    }
  }
}
