import {getStartOfLocalWeek} from "@web/core/l10n/dates";
import {clamp} from "@web/core/utils/numbers";

const {DateTime} = luxon;

export const SNAP_MINUTES = 15;
// What is shown of a day on which nobody works.
const USUAL_HOURS = [8, 18];
const AROUND_THE_CLOCK = 23;

/**
 * The days a board shows, and the hours of each: moments to positions and back.
 *
 * A position is the share (0 to 1) of the width of a row. Hours are those of the
 * clock on the wall, so that a day of 23 or 25 hours keeps its columns. No OWL here.
 */
export class BoardScale {
  /**
   * @param {"day"|"week"} kind
   * @param {string} day a day of the span, ISO
   */
  constructor(kind, day) {
    const date = DateTime.fromISO(day).startOf("day");
    const first = kind === "week" ? getStartOfLocalWeek(date) : date;
    const count = kind === "week" ? 7 : 1;
    this.isWeek = kind === "week";
    this.days = Array.from({length: count}, (_, index) => first.plus({days: index}));
    this.start = first;
    this.end = first.plus({days: count});
    [this.from, this.to] = USUAL_HOURS;
  }

  /** Show the whole day, or the hours that somebody works or is out, and one around. */
  setHours(rows, visits, wholeDay) {
    const work = rows.flatMap((row) => row.work);
    const shown = wholeDay ? [0, 24] : work.length ? [] : [...USUAL_HOURS];
    const spans = wholeDay ? [] : [...work, ...visits];
    for (const span of spans) {
      const start = span.start < this.start ? this.start : span.start;
      const end = span.end > this.end ? this.end : span.end;
      // Who works around the clock says nothing about the hours to show.
      if (end.diff(start, "hours").hours < AROUND_THE_CLOCK) {
        const isOver = !end.hasSame(start, "day");
        shown.push(start.hour - 1, isOver ? 24 : end.hour + (end.minute ? 2 : 1));
      }
    }
    const [from, to] = [Math.min(...shown), Math.max(...shown)];
    this.from = clamp(from, 0, 23);
    this.to = clamp(to, this.from + 1, 24);
  }

  get hours() {
    return Array.from({length: this.to - this.from}, (_, index) => this.from + index);
  }

  /** Columns that are drawn: days of a week, hours of a day. */
  get columnCount() {
    return this.isWeek ? this.days.length : this.hours.length;
  }

  dayIndex(moment) {
    const days = moment.startOf("day").diff(this.start, "days").days;
    return clamp(Math.round(days), 0, this.days.length - 1);
  }

  /** @returns {number} share of the width where a moment stands */
  position(moment) {
    if (moment <= this.start || moment >= this.end) {
      return moment <= this.start ? 0 : 1;
    }
    const hour = moment.hour + moment.minute / 60;
    const part = clamp((hour - this.from) / (this.to - this.from), 0, 1);
    return (this.dayIndex(moment) + part) / this.days.length;
  }

  /** @returns {DateTime} the moment at a position of a day, on a quarter of an hour */
  momentAt(position) {
    const minutes = clamp(position, 0, 1) * (this.to - this.from) * 60;
    const snapped = Math.round(minutes / SNAP_MINUTES) * SNAP_MINUTES;
    return this.start.set({hour: this.from, minute: snapped});
  }

  /** @returns {DateTime} the day a position of a week belongs to */
  dayAt(position) {
    const index = Math.floor(clamp(position, 0, 1) * this.days.length);
    return this.days[Math.min(index, this.days.length - 1)];
  }

  /** Shares of the width that spans of time take. */
  bands(spans) {
    return spans
      .map(({start, end}) => ({left: this.position(start), right: this.position(end)}))
      .filter(({left, right}) => right > left);
  }

  /** A line where the present moment is, if it is shown. */
  nowBands() {
    const at = this.position(DateTime.now());
    return at > 0 && at < 1 ? [{left: at, right: at}] : [];
  }

  /** What the working time leaves: the rest of a day; in a week, whole days only. */
  offBands(work) {
    const worked = this.bands(work).sort((a, b) => a.left - b.left);
    const off = [];
    const share = 1 / this.days.length;
    for (let index = 0; index < this.days.length; index++) {
      let free = index * share;
      const next = free + share;
      const ofDay = worked.filter(({left, right}) => left < next && right > free);
      for (const {left, right} of this.isWeek && ofDay.length ? [] : ofDay) {
        off.push({left: free, right: Math.max(left, free)});
        free = Math.max(free, right);
      }
      if (!(this.isWeek && ofDay.length)) {
        off.push({left: free, right: next});
      }
    }
    return off.filter(({left, right}) => right - left > 0.0001);
  }

  /**
   * Where the visits of one row are drawn. In a day, what overlaps goes on lanes of
   * its own; in a week, the visits of a day stand one below the other.
   *
   * @returns {{bars: {visit, left, right, lane}[], lanes: number}}
   */
  layOut(visits) {
    const taken = [];
    const bars = [...visits]
      .sort((a, b) => a.start - b.start || a.id - b.id)
      .map((visit) => {
        let left = this.position(visit.start);
        let right = this.position(visit.end);
        if (this.isWeek) {
          left = this.dayIndex(visit.start) / this.days.length;
          right = left + 1 / this.days.length;
        }
        let lane = taken.findIndex((end) => end <= left + 0.0001);
        lane = lane < 0 ? taken.length : lane;
        taken[lane] = right;
        return {visit, left, right, lane};
      });
    return {bars, lanes: Math.max(taken.length, 1)};
  }

  /**
   * First quarter of an hour of a day when somebody works and has nothing else to do
   * for so long; the beginning of his day if there is none.
   */
  freeStart(row, visits, day, minutes) {
    const dayEnd = day.plus({days: 1});
    const ofDay = ({start, end}) => start < dayEnd && end > day;
    const work = row.work
      .filter(ofDay)
      .map(({start}) => ({start: start < day ? day : start}));
    const taken = [...visits, ...row.busy].filter(ofDay);
    const ends = row.work.filter(ofDay).map(({end}) => (end > dayEnd ? dayEnd : end));
    for (const [index, {start}] of work.entries()) {
      let at = start;
      while (at.plus({minutes}) <= ends[index]) {
        const until = at.plus({minutes});
        const other = taken.find((span) => span.start < until && span.end > at);
        if (!other) {
          return at;
        }
        at = nextQuarter(other.end);
      }
    }
    return work.length ? work[0].start : day.set({hour: this.from + 1});
  }
}

function nextQuarter(moment) {
  const minute = Math.ceil(moment.minute / SNAP_MINUTES) * SNAP_MINUTES;
  return moment.set({minute, second: 0, millisecond: 0});
}
