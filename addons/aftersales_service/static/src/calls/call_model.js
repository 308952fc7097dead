import {markRaw} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {isAnswered, shownQuestions} from "../field/core/visit_rules";

const SERVER = "aftersales.call.desk";
const IMAGES = ["photo", "signature"];
const MARK = "satisfaction";

/**
 * The calls of a day: which one is before the clerk, what was answered, what is left.
 *
 * A call is a list of items in the order they are asked: questions, the mark, then the
 * customer's own words and the problem. What is chosen by a digit leads on to the next
 * item of that sort; texts are only stopped at when asked for.
 */
export class CallModel {
  constructor({orm}) {
    this.orm = markRaw(orm);
    this.calls = [];
    this.marks = [];
    this.index = 0;
    this.item = 0;
    this.doneToday = 0;
    this.coverage = {};
    this.hint = "";
    this.isBusy = false;
    this.isLoaded = false;
  }

  async load() {
    const data = await this.orm.call(SERVER, "action_load");
    this.calls = data.calls;
    this.marks = data.marks;
    this.takeProgress(data);
    this.isLoaded = true;
    this.show(0);
  }

  takeProgress({done_today, coverage}) {
    this.doneToday = done_today;
    this.coverage = coverage;
  }

  // -- what is before the clerk -------------------------------------------------------

  get call() {
    return this.calls[this.index];
  }

  get items() {
    if (!this.call) {
      return [];
    }
    const questions = shownQuestions(this.call.questions).filter(
      ({kind}) => !IMAGES.includes(kind)
    );
    return [
      ...questions,
      {
        id: MARK,
        kind: "choice",
        name: _t("How satisfied is the customer?"),
        options: this.marks.map(([_value, label]) => label),
        required: true,
        value: this.marks.find(([value]) => value === this.call[MARK])?.[1],
      },
      {id: "comment", kind: "text", name: _t("Customer's Words"), key: "W"},
      {id: "problem", kind: "text", name: _t("Problem"), key: "P"},
    ].map((row) => ({...row, value: row.value ?? this.call[row.id] ?? ""}));
  }

  get current() {
    return this.items[this.item];
  }

  get openCalls() {
    return this.calls.filter(({ended}) => !ended);
  }

  show(index) {
    this.index = Math.max(0, Math.min(index, this.calls.length - 1));
    this.item = 0;
    this.hint = "";
  }

  showItem(index) {
    this.item = Math.max(0, Math.min(index, this.items.length - 1));
  }

  showItemOf(id) {
    this.showItem(this.items.findIndex((row) => row.id === id));
  }

  // -- answers ------------------------------------------------------------------------

  /** Take the nth option of the item and lead on; false where there is none. */
  choose(number) {
    const {current} = this;
    const option = current?.kind === "choice" && current.options[number - 1];
    if (!option || this.call.ended) {
      return false;
    }
    this.setValue(current.id, option);
    const next = this.items.findIndex(
      (row, index) => index > this.item && row.kind === "choice" && !isAnswered(row)
    );
    if (next >= 0) {
      this.showItem(next);
    }
    return true;
  }

  setValue(id, value) {
    this.hint = "";
    if (id === MARK) {
      this.call[MARK] = this.marks.find(([_value, label]) => label === value)[0];
    } else if (id in this.call) {
      this.call[id] = value;
    } else {
      this.call.questions.find((row) => row.id === id).value = value;
    }
  }

  toggleComplaint() {
    if (!this.call.ended) {
      this.call.is_complaint = !this.call.is_complaint;
    }
  }

  // -- recording ----------------------------------------------------------------------

  /** Record the call and go on to the next one that is still to be made. */
  async record(outcome) {
    const {call} = this;
    if (!call || call.ended || this.isBusy) {
      return;
    }
    const missing = this.items.findIndex((row) => row.required && !isAnswered(row));
    if (outcome === "done" && missing >= 0) {
      this.showItem(missing);
      this.hint = _t("Answer this first.");
      return;
    }
    this.isBusy = true;
    try {
      const {id, comment, problem, is_complaint} = call;
      const data = await this.orm.call(SERVER, "action_record", [
        id,
        outcome,
        {
          answers: this.readAnswers(),
          satisfaction: call[MARK],
          comment,
          problem,
          is_complaint,
        },
      ]);
      call.state = data.state;
      call.ended = true;
      this.takeProgress(data);
      this.showNext();
    } finally {
      this.isBusy = false;
    }
  }

  /** What was answered; questions that are not asked any more are emptied. */
  readAnswers() {
    const shown = new Set(this.items.map(({id}) => id));
    return Object.fromEntries(
      this.call.questions
        .filter(({kind}) => !IMAGES.includes(kind))
        .map(({id, value}) => [id, shown.has(id) && isAnswered({value}) ? value : null])
    );
  }

  showNext() {
    const after = this.calls.findIndex(({ended}, i) => i > this.index && !ended);
    const next = after >= 0 ? after : this.calls.findIndex(({ended}) => !ended);
    if (next >= 0) {
      this.show(next);
    }
  }
}
