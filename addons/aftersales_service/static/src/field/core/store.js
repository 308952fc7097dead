import {reactive} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {call, sendQueue} from "./sender";
import {cacheStorage, queueStorage} from "./storage";
import {applyAction} from "./visit_rules";

const EVERY = 30000;
// Warn while there is still room for the photos of a visit.
const FULL_SHARE = 0.8;
const WRITTEN = ["assess", "write", "finish"];

/**
 * What the pages show: the day as the server told it last, with everything on top that
 * waits in the queue. Whatever is recorded goes to the queue first, network or not.
 */
export class FieldStore {
  constructor(uid) {
    this.uid = uid;
    this.day = null;
    this.state = reactive({
      day: null,
      queue: [],
      isOffline: false,
      isLoggedOut: false,
      isSending: false,
      error: "",
      isAlmostFull: false,
      usage: 0,
      now: new Date(),
    });
  }

  async start() {
    await cacheStorage.clearOthers(this.uid);
    this.day = await cacheStorage.read(this.uid);
    await this.readQueue();
    navigator.storage?.persist?.();
    window.addEventListener("online", () => this.sync());
    window.addEventListener("offline", () => (this.state.isOffline = true));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) {
        this.sync();
      }
    });
    navigator.serviceWorker?.addEventListener("message", () => this.sync());
    setInterval(() => this.sync(), EVERY);
    this.sync();
  }

  // -- reading --------------------------------------------------------------------

  get visits() {
    return this.state.day?.visits || [];
  }

  getVisit(id) {
    return this.visits.find((visit) => visit.id === id);
  }

  getLabel(name, value) {
    const pairs = this.state.day?.labels[name] || [];
    return pairs.find(([key]) => key === value)?.[1] || "";
  }

  async readQueue() {
    this.state.queue = await queueStorage.all(this.uid);
    this.show();
    await this.measure();
  }

  /** Lay what waits over what the server told. */
  show() {
    if (!this.day) {
      return;
    }
    const byVisit = groupByVisit(this.state.queue);
    const used = this.state.queue.filter(({kind}) => kind === "part");
    this.state.day = {
      ...this.day,
      visits: this.day.visits.map((visit) =>
        (byVisit.get(visit.id) || []).reduce(applyAction, visit)
      ),
      stock: this.day.stock.map((row) => ({
        ...row,
        quantity: used
          .filter(
            ({values}) =>
              values.product_id === row.product_id &&
              (values.lot_id || false) === (row.lot_id || false)
          )
          .reduce((left, {values}) => left - values.quantity, row.quantity),
      })),
    };
  }

  async measure() {
    const {usage = 0, quota = 0} = (await navigator.storage?.estimate?.()) || {};
    this.state.usage = quota ? usage / quota : 0;
    this.state.isAlmostFull = this.state.usage > FULL_SHARE;
  }

  // -- recording ------------------------------------------------------------------

  /**
   * Record what the technician did; it is sent when there is a network.
   *
   * @param {Object} visit
   * @param {string} kind
   * @param {Object} [values]
   * @param {{ file?: Blob, label?: string }} [more] picture; words for the queue page
   */
  async record(visit, kind, values = {}, {file, label} = {}) {
    const known = WRITTEN.includes(kind)
      ? Object.fromEntries(
          Object.keys(values).map((name) => [name, visit.values[name]])
        )
      : {};
    try {
      await queueStorage.add(this.uid, {
        uuid: newNumber(),
        dispatch_id: visit.id,
        kind,
        values: {...values},
        known,
        version: visit.version,
        at: new Date().toISOString(),
        file: file || null,
        label: label || "",
        visit: `${visit.customer} · ${visit.order}`,
      });
    } catch (error) {
      this.state.error = _t(
        "The phone could not keep this: its storage is full. Free some space, then record it again. (%s)",
        String(error)
      );
      throw error;
    }
    await this.readQueue();
    await this.askForBackgroundSync();
    this.sync();
  }

  async askForBackgroundSync() {
    const worker = await navigator.serviceWorker?.getRegistration?.();
    // Not every browser has it, and the user may have switched it off.
    await worker?.sync?.register("aftersales_field_send").catch(() => {});
  }

  // -- network --------------------------------------------------------------------

  async sync() {
    this.state.now = new Date();
    if (this.state.isSending) {
      this.isAskedAgain = true;
      return;
    }
    this.state.isSending = true;
    try {
      do {
        this.isAskedAgain = false;
        await sendQueue(this.uid, (result, action) => this.keepAnswer(result, action));
        await this.readDay();
      } while (this.isAskedAgain);
      Object.assign(this.state, {isOffline: false, isLoggedOut: false, error: ""});
    } catch (error) {
      this.noteFailure(error);
    } finally {
      this.state.isSending = false;
      await this.readQueue();
    }
  }

  /** The answer goes into the kept day: the network may be gone before a new one. */
  async keepAnswer(result, action) {
    this.state.isOffline = false;
    if (!this.day) {
      return;
    }
    if (result.state === "done") {
      this.day.visits = this.day.visits.map((visit) =>
        visit.id === action.dispatch_id ? applyAction(visit, action) : visit
      );
    } else if (result.state === "conflict") {
      this.day.conflicts = [...this.day.conflicts, result];
    }
    await cacheStorage.write(this.uid, this.day);
  }

  async readDay() {
    this.day = await call("data", {user_id: this.uid});
    await cacheStorage.write(this.uid, this.day);
    await this.readQueue();
  }

  noteFailure(error) {
    this.state.isOffline = error.reason === "network";
    this.state.isLoggedOut = error.reason === "session";
    this.state.error = error.reason === "server" ? error.message : "";
    if (!error.reason) {
      throw error;
    }
  }

  /** Retry or discard what the server refused. */
  async resolve(conflict, step, values) {
    try {
      await call("resolve", {
        user_id: this.uid,
        uuid: conflict.uuid,
        step,
        values,
      });
    } catch (error) {
      this.noteFailure(error);
    }
    await this.sync();
  }

  async logOut() {
    await cacheStorage.clear(this.uid);
    await caches?.delete("aftersales_field_shell");
    window.location = "/web/session/logout?redirect=/aftersales/visits";
  }
}

function groupByVisit(actions) {
  const groups = new Map();
  for (const action of actions) {
    groups.set(action.dispatch_id, [...(groups.get(action.dispatch_id) || []), action]);
  }
  return groups;
}

/** Number that no other action has; `randomUUID` is missing where there is no https. */
function newNumber() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
