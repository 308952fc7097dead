import {markRaw} from "@odoo/owl";

const SERVER = "stock.picking";

/**
 * The check of one receipt: what the note says, what was counted, what is left.
 *
 * The server decides what a code stands for and keeps the count; every answer brings
 * the whole check, so that two storekeepers may count the same delivery.
 */
export class ReceiptModel {
  constructor({orm, pickingId}) {
    this.orm = markRaw(orm);
    this.pickingId = pickingId;
    this.check = {lines: [], labels: {kind: [], cause: [], model_check: []}};
    this.lineId = null;
    this.isBusy = false;
    this.isLoaded = false;
    this.note = {};
    this.booked = null;
  }

  async load() {
    this.take(await this.call("action_get_receipt_check"));
    const {note_number, note_date, note_pieces, shortage_action} = this.check;
    this.note = {note_number, note_date, note_pieces, shortage_action};
    this.isLoaded = true;
  }

  call(method, args = []) {
    return this.orm.call(SERVER, method, [[this.pickingId], ...args]);
  }

  take(data) {
    this.check = data;
    this.lineId = data.line_id || this.lineId;
  }

  /** One call at a time: a scanner is faster than the network. */
  async run(step) {
    const before = this.waiting || Promise.resolve();
    this.isBusy = true;
    const mine = before.catch(() => {}).then(step);
    this.waiting = mine;
    try {
      return await mine;
    } finally {
      this.isBusy = this.waiting !== mine;
    }
  }

  scan(code) {
    return this.run(async () =>
      this.take(await this.call("action_scan_receipt", [code]))
    );
  }

  write(line, vals) {
    this.lineId = line.id;
    return this.run(async () =>
      this.take(await this.call("action_count_receipt", [line.id, vals]))
    );
  }

  agree() {
    return this.run(async () => {
      await this.call("action_agree_receipt");
      this.take(await this.call("action_get_receipt_check"));
    });
  }

  /** A piece more or less of what is good, or not good. */
  step(line, name, by) {
    return this.write(line, {[name]: Math.max(0, line[name] + by)});
  }

  /** From what is good to what is not: a piece changes sides. */
  setBad(line, by) {
    const bad_quantity = Math.max(0, line.bad_quantity + by);
    const moved = bad_quantity - line.bad_quantity;
    return this.write(line, {
      bad_quantity,
      counted_quantity: Math.max(0, line.counted_quantity - moved),
    });
  }

  book() {
    const vals = {...this.note, note_pieces: Number(this.note.note_pieces) || 0};
    vals.note_date = vals.note_date || false;
    return this.run(async () => {
      this.booked = await this.call("action_book_receipt", [vals]);
    });
  }

  // -- what is shown ------------------------------------------------------------------

  get counted() {
    return this.check.lines.filter((line) => line.counted_quantity || line.bad_quantity)
      .length;
  }

  get differing() {
    return this.check.lines.filter((line) => this.isDifferent(line)).length;
  }

  isDifferent(line) {
    return Boolean(line.difference || line.bad_quantity);
  }
}
