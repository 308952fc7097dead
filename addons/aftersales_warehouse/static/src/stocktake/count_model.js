import {markRaw} from "@odoo/owl";

const MODEL = "aftersales.stocktake";

/**
 * The sheet as one counter sees it: which lines are shown, which one is open, what was
 * typed. The server never tells what the books say.
 */
export class CountModel {
  constructor({orm, stocktakeId}) {
    this.orm = markRaw(orm);
    this.id = stocktakeId;
    this.stocktake = {};
    this.lines = [];
    this.hasMore = false;
    this.which = "todo";
    this.query = "";
    this.place = false;
    this.line = false;
    this.found = false;
    this.quantity = "";
    this.takenBy = "";
    this.isBusy = false;
    this.isLoaded = false;
  }

  call(method, args = []) {
    return this.orm.call(MODEL, method, [[this.id], ...args]);
  }

  async load({isMore = false} = {}) {
    const offset = isMore ? this.lines.length : 0;
    const data = await this.call("action_load_count", [this.which, this.query, offset]);
    this.stocktake = data.stocktake;
    this.lines = isMore ? [...this.lines, ...data.lines] : data.lines;
    this.hasMore = data.has_more;
    this.isLoaded = true;
  }

  async show(which) {
    this.which = which;
    await this.load();
  }

  // -- what is counted now ------------------------------------------------------------

  get isCounted() {
    return ["counted", "recounted"].includes(this.line.status);
  }

  /** Whether what was typed is a number that can be saved. */
  get isValid() {
    const number = Number(String(this.quantity).replace(",", "."));
    return this.quantity !== "" && Number.isFinite(number) && number >= 0;
  }

  get number() {
    return Number(String(this.quantity).replace(",", "."));
  }

  open(line, quantity = "") {
    this.line = line;
    this.found = false;
    this.takenBy = "";
    this.quantity = quantity === "" && this.isCounted ? line.counted : quantity;
  }

  openFound({product, location, quantity}) {
    this.line = false;
    this.found = {...product, location};
    this.quantity = quantity;
  }

  close() {
    this.line = false;
    this.found = false;
    this.quantity = "";
    this.takenBy = "";
  }

  add(number) {
    this.quantity = Math.max(0, (this.isValid ? this.number : 0) + number);
  }

  // -- scanning -----------------------------------------------------------------------

  /**
   * What a code does: say where one stands, count a line up, offer lines or goods that
   * are not on the sheet.
   *
   * @returns {String} `place`, `line`, `lines`, `found` or `unknown`
   */
  async scan(code) {
    const answer = await this.call("action_scan", [code, this.place.id || null]);
    if (answer.unknown !== undefined) {
      return "unknown";
    }
    if (!answer.product) {
      this.place = answer.location;
      return "place";
    }
    if (answer.lines.length > 1) {
      this.close();
      this.lines = answer.lines;
      this.hasMore = false;
      return "lines";
    }
    if (!answer.lines.length) {
      this.openFound(answer);
      return "found";
    }
    const [line] = answer.lines;
    if (this.line.id === line.id && !line.is_serial) {
      this.add(answer.quantity);
    } else {
      this.open(line, line.is_serial ? 1 : answer.quantity);
    }
    return "line";
  }

  // -- saving -------------------------------------------------------------------------

  async save({isReplacing = false} = {}) {
    if (this.isBusy || !this.isValid) {
      return false;
    }
    this.isBusy = true;
    const {line} = this;
    try {
      const answer = this.found
        ? await this.call("action_add_found", [
            this.found.id,
            this.number,
            this.found.lot,
            this.found.location.id || this.place.id || null,
          ])
        : await this.call("action_record_count", [
            this.line.id,
            this.number,
            isReplacing,
          ]);
      if (answer.taken) {
        this.takenBy = answer.taken;
        return false;
      }
      this.stocktake = answer.stocktake;
      this.takeLine(answer.line);
      // Whoever went on to the next line meanwhile stays there.
      if (this.line === line) {
        this.close();
      }
      return true;
    } finally {
      this.isBusy = false;
    }
  }

  async addPhoto(name, data) {
    const {line} = await this.call("action_add_photo", [this.line.id, name, data]);
    this.line = line;
    this.takeLine(line);
  }

  /** A line that was counted leaves the list of what is to count. */
  takeLine(line) {
    const isDone = this.which === "todo" && !["open", "recount"].includes(line.status);
    this.lines = isDone
      ? this.lines.filter(({id}) => id !== line.id)
      : this.lines.map((row) => (row.id === line.id ? line : row));
  }

  async closeCount() {
    await this.call("action_close_count");
    this.close();
    await this.load();
  }
}
