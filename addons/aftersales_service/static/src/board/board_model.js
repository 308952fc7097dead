import {markRaw} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {deserializeDateTime, serializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {RPCError} from "@web/core/network/rpc";
import {BoardScale} from "./board_scale";

const {DateTime} = luxon;
const SERVER = "aftersales.board";
const MAX_UNDO = 20;

/**
 * What the board shows and does: one load, the moves with their undo, what is held.
 *
 * Components read it through `useState`. Records are replaced, never changed, so they
 * are kept out of the reactive system: several hundred of them cost nothing.
 */
export class BoardModel {
  constructor({orm, notification}) {
    this.orm = markRaw(orm);
    this.notification = markRaw(notification);
    this.kind = "day";
    this.day = DateTime.now().toISODate();
    this.outletId = 0;
    Object.assign(this, recallChoice());
    this.wholeDay = false;
    this.search = "";
    this.scale = markRaw(new BoardScale(this.kind, this.day));
    this.rows = markRaw([]);
    this.outlets = markRaw([]);
    this.visits = markRaw(new Map());
    this.cards = markRaw([]);
    this.undoStack = [];
    this.isBusy = false;
    this.loadedAt = 0;
    this.closeRefusal = () => {};
    // What is held over the board, and where it would land.
    this.held = null;
    this.heldItem = null;
    this.heldRow = null;
    this.isOverTray = false;
    this.focusKey = null;
    this.tabStop = "";
    this.announcement = "";
  }

  // -- loading --------------------------------------------------------------------

  async load() {
    const scale = new BoardScale(this.kind, this.day);
    this.asked = `${this.kind} ${this.day} ${this.outletId}`;
    const asked = this.asked;
    const data = await this.orm.call(SERVER, "action_load", [
      serializeDateTime(scale.start),
      serializeDateTime(scale.end),
      this.outletId,
    ]);
    if (asked !== this.asked) {
      return; // Meanwhile another day was chosen.
    }
    const rows = data.rows.map((row) => ({
      ...row,
      work: row.work.map(readSpan),
      leave: row.leave.map(readSpan),
      busy: row.busy.map(readSpan),
    }));
    this.states = markRaw(Object.fromEntries(data.states));
    this.outletId = data.outlet_id;
    this.outlets = markRaw(data.outlets);
    this.rows = markRaw(rows);
    this.rowCount = data.row_count;
    this.cards = markRaw(data.cards.map(readItem));
    this.hiddenCards = data.card_count - data.cards.length;
    this.visits = markRaw(new Map(data.visits.map((v) => [v.id, readItem(v)])));
    this.fitHours();
    this.release();
    this.loadedAt = Date.now();
  }

  fitHours() {
    const scale = new BoardScale(this.kind, this.day);
    scale.setHours(this.rows, [...this.visits.values()], this.wholeDay);
    this.scale = markRaw(scale);
  }

  show(changes) {
    Object.assign(this, changes);
    keepChoice(this);
    return this.load();
  }

  // -- what is shown ----------------------------------------------------------------

  get shownRows() {
    const wanted = this.search.trim().toLowerCase();
    return wanted
      ? this.rows.filter((row) => row.name.toLowerCase().includes(wanted))
      : this.rows;
  }

  /** Shown rows by outlet, in the order of the server. */
  get groups() {
    const names = Object.fromEntries(this.outlets.map((o) => [o.id, o.name]));
    const groups = new Map();
    for (const row of this.shownRows) {
      if (!groups.has(row.outlet_id)) {
        const name = names[row.outlet_id] || _t("Other Outlets");
        groups.set(row.outlet_id, {id: row.outlet_id, name, rows: []});
      }
      groups.get(row.outlet_id).rows.push(row);
    }
    return [...groups.values()];
  }

  visitsOf(rowId) {
    return [...this.visits.values()].filter(
      (visit) =>
        visit.technician_ids.includes(rowId) &&
        visit.start < this.scale.end &&
        visit.end > this.scale.start
    );
  }

  get sendable() {
    const rows = new Set(this.shownRows.map((row) => row.id));
    return [...this.visits.values()].filter(
      (visit) =>
        visit.state === "planned" && visit.technician_ids.some((id) => rows.has(id))
    );
  }

  getItem(visitId, orderId) {
    return (
      this.visits.get(visitId) ||
      this.cards.find((card) => card.id === visitId && card.order_id === orderId)
    );
  }

  getRow(rowId) {
    return this.rows.find((row) => row.id === rowId);
  }

  isDrawn(key) {
    const [, visitId, rowId] = key.split("-").map(Number);
    return Boolean(
      this.visits.get(visitId)?.technician_ids.includes(rowId) &&
      this.shownRows.some((row) => row.id === rowId)
    );
  }

  // -- places -----------------------------------------------------------------------

  getMinutes(item) {
    return this.isPlaced(item)
      ? item.end.diff(item.start, "minutes").minutes
      : item.hours * 60;
  }

  /**
   * Where an item lands. In a day, its left edge; in a week, the day under the
   * pointer, at its own time, or when the technician is free.
   */
  placeAt(item, row, pointer, edge) {
    const minutes = this.getMinutes(item);
    let start = null;
    if (!this.scale.isWeek) {
      start = this.scale.momentAt(edge);
    } else if (this.isPlaced(item)) {
      const {hour, minute} = item.start;
      start = this.scale.dayAt(pointer).set({hour, minute});
    } else {
      start = this.freeStart(row, this.scale.dayAt(pointer), minutes);
    }
    return {rowId: row.id, start, end: start.plus({minutes})};
  }

  freeStart(row, day, minutes) {
    return this.scale.freeStart(row, this.visitsOf(row.id), day, minutes);
  }

  // -- holding ----------------------------------------------------------------------

  /**
   * Hold an item over a row, or over the tray (`rowId` null), by mouse or keyboard.
   * Who draws everything reads `heldItem` and `heldRow`, which change more rarely.
   */
  hold(item, fromRow, place, byKeyboard = false) {
    this.held = markRaw({item, fromRow, byKeyboard, ...place});
    this.heldItem = item;
    this.heldRow = place.rowId;
    this.isOverTray = Boolean(fromRow) && !place.rowId;
  }

  release() {
    this.held = null;
    this.heldItem = null;
    this.heldRow = null;
    this.isOverTray = false;
  }

  /** Let go of what is held: plan, move or take back. */
  async drop() {
    const {item, fromRow, rowId, start, end} = this.held;
    const isPlaced = Boolean(fromRow);
    try {
      if (!rowId) {
        return isPlaced && (await this.unplan(item));
      }
      const technicianIds = isPlaced
        ? [...new Set(item.technician_ids.map((id) => (id === fromRow ? rowId : id)))]
        : item.technician_ids?.includes(rowId)
          ? item.technician_ids
          : [rowId];
      const isSame =
        isPlaced && rowId === fromRow && +start === +item.start && +end === +item.end;
      const visit = isSame
        ? item
        : item.id
          ? await this.move(item, start, end, technicianIds)
          : await this.plan(item, start, end, rowId);
      if (visit) {
        this.focusKey = `visit-${visit.id}-${rowId}`;
      }
      return visit;
    } finally {
      this.release();
    }
  }

  // -- moves ------------------------------------------------------------------------

  async plan(card, start, end, rowId) {
    const span = [serializeDateTime(start), serializeDateTime(end)];
    const visit = await this.run("action_plan", [card.order_id, rowId, ...span]);
    if (visit) {
      this.remember(visit, "action_discard");
      this.announce(_t("Planned: %s", this.describe(visit)));
    }
    return visit;
  }

  async move(item, start, end, technicianIds) {
    const args = [serializeDateTime(start), serializeDateTime(end), technicianIds];
    const visit = await this.run("action_move", [item.id, item.version, ...args]);
    if (visit) {
      if (this.isPlaced(item)) {
        this.remember(visit, "action_move", placeOf(item));
      } else {
        this.remember(visit, "action_unplan");
      }
      this.announce(_t("Moved: %s", this.describe(visit)));
    }
    return visit;
  }

  async unplan(item) {
    const visit = await this.run("action_unplan", [item.id, item.version]);
    if (visit) {
      this.remember(visit, "action_move", placeOf(item));
      this.announce(_t("%s waits for a technician again.", item.customer));
    }
    return visit;
  }

  async send(visits) {
    const ids = visits.map((visit) => visit.id);
    const sent = await this.run("action_send", [ids]);
    if (sent) {
      this.announce(_t("Visits sent: %s", ids.length));
      this.notification.add(_t("Visits sent: %s", ids.length), {type: "success"});
    }
    return sent;
  }

  remember(visit, method, args = []) {
    const entry = {id: visit.id, version: visit.version, method, args};
    this.undoStack = [...this.undoStack, entry].slice(-MAX_UNDO);
  }

  async undo() {
    const entry = this.undoStack.at(-1);
    if (!entry || this.isBusy || this.held) {
      return;
    }
    this.undoStack = this.undoStack.slice(0, -1);
    const {id, version, method, args} = entry;
    if (await this.run(method, [id, version, ...args])) {
      this.announce(_t("Undone."));
    }
  }

  // -- the server -------------------------------------------------------------------

  /**
   * Ask the server for a move. What it refuses is told, and the board shows what is.
   *
   * @returns {Object|false} the visit or card that was changed
   */
  async run(method, args) {
    if (this.isBusy) {
      return false;
    }
    this.isBusy = true;
    this.closeRefusal();
    try {
      const changes = await this.orm.call(SERVER, method, args);
      return this.apply(changes);
    } catch (error) {
      const isRefused =
        error instanceof RPCError &&
        error.exceptionName?.startsWith("odoo.exceptions.");
      if (!isRefused) {
        throw error;
      }
      const options = {type: "danger", sticky: true};
      this.closeRefusal = this.notification.add(error.data.message, options);
      this.announce(error.data.message);
      await this.load();
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  /** Draw what changed; the server names the visit that was asked for first. */
  apply({visits, cards, removed}) {
    const placed = visits.map(readItem);
    const waiting = cards.map(readItem);
    const left = new Set([...removed, ...waiting.map((card) => card.id)]);
    const all = new Map([...this.visits].filter(([id]) => !left.has(id)));
    for (const visit of placed) {
      all.set(visit.id, visit);
    }
    const orderIds = new Set(placed.map((visit) => visit.order_id));
    const isWaiting = (card) =>
      card.id ? !all.has(card.id) && !left.has(card.id) : !orderIds.has(card.order_id);
    this.visits = markRaw(all);
    this.cards = markRaw([...this.cards.filter(isWaiting), ...waiting].sort(byUrgency));
    const changed = removed.length ? {id: removed[0]} : waiting[0] || placed[0];
    this.refreshUndo(changed, removed);
    return changed || {};
  }

  /** Our own change of a visit does not make our earlier ones out of date. */
  refreshUndo(changed, removed) {
    this.undoStack = this.undoStack
      .filter((entry) => !removed.includes(entry.id))
      .map((entry) =>
        changed && entry.id === changed.id
          ? {...entry, version: changed.version}
          : entry
      );
  }

  isPlaced(item) {
    return Boolean(item.id && item.start && item.end && item.technician_ids.length);
  }

  announce(text) {
    this.announcement = text;
  }

  describe(visit) {
    return `${visit.customer}, ${this.describePlace(visit)}`;
  }

  describePlace({start, end, rowId, technician_ids}) {
    const ids = rowId ? [rowId] : technician_ids;
    const names = ids.map((id) => this.getRow(id)?.name).filter(Boolean);
    const day = start.toLocaleString({weekday: "long", day: "numeric", month: "long"});
    return `${names.join(", ")}, ${day}, ${formatTimes(start, end)}`;
  }
}

// Who comes back from a form finds the board as he left it; tomorrow, on that day.
const CHOICE = "aftersales_dispatch_board";

function keepChoice({kind, day, outletId}) {
  const madeOn = DateTime.now().toISODate();
  browser.sessionStorage.setItem(CHOICE, JSON.stringify({kind, day, outletId, madeOn}));
}

function recallChoice() {
  const {kind, day, outletId, madeOn} = JSON.parse(
    browser.sessionStorage.getItem(CHOICE) || "{}"
  );
  return {
    ...(kind && {kind, outletId}),
    ...(madeOn === DateTime.now().toISODate() && {day}),
  };
}

export function formatTimes(start, end) {
  return `${start.toFormat("HH:mm")}–${end.toFormat("HH:mm")}`;
}

function readMoment(text) {
  return text ? deserializeDateTime(text) : null;
}

function readSpan([start, end]) {
  return {start: readMoment(start), end: readMoment(end)};
}

function readItem(item) {
  return markRaw({
    ...item,
    start: readMoment(item.start),
    end: readMoment(item.end),
    deadline: readMoment(item.deadline),
    warn_at: readMoment(item.warn_at),
    received_at: readMoment(item.received_at),
  });
}

function placeOf(item) {
  return [
    serializeDateTime(item.start),
    serializeDateTime(item.end),
    item.technician_ids,
  ];
}

/** The server's order of waiting cards (see tools/urgency.py). */
function byUrgency(a, b) {
  return (
    (a.deadline || Infinity) - (b.deadline || Infinity) ||
    b.priority - a.priority ||
    a.received_at - b.received_at ||
    a.order_id - b.order_id
  );
}
