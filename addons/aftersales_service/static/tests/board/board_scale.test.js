import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {patchWithCleanup} from "@web/../tests/web_test_helpers";
import {localization} from "@web/core/l10n/localization";
import {BoardScale} from "@aftersales_service/board/board_scale";

const {DateTime} = luxon;

describe.current.tags("headless");

beforeEach(() => patchWithCleanup(localization, {weekStart: 1}));

const at = (text) => DateTime.fromISO(text);
const span = (start, end) => ({start: at(start), end: at(end)});
const MORNING = span("2026-03-02T08:00", "2026-03-02T12:00");
const AFTERNOON = span("2026-03-02T13:00", "2026-03-02T17:00");
const WORK = [MORNING, AFTERNOON];

function makeScale(kind = "day", rows = [{work: WORK}], visits = [], wholeDay = false) {
  const scale = new BoardScale(kind, "2026-03-02");
  scale.setHours(rows, visits, wholeDay);
  return scale;
}

test("a day shows the hours that somebody works, and one around", () => {
  const {from, to} = makeScale();
  expect([from, to]).toEqual([7, 18]);
});

test("an early visit widens the hours, a night shift reaches the end of the day", () => {
  const early = span("2026-03-02T05:30", "2026-03-02T06:00");
  const night = span("2026-03-02T22:00", "2026-03-03T02:00");
  const {from, to} = makeScale("day", [{work: WORK}], [early, night]);
  expect([from, to]).toEqual([4, 24]);
});

test("who works around the clock says nothing about the hours", () => {
  const always = span("2026-03-01T00:00", "2026-03-05T00:00");
  expect(makeScale("day", [{work: [always]}, {work: WORK}]).from).toBe(7);
  expect(makeScale("day", [], [], true).hours.length).toBe(24);
});

test("a moment and its position belong together, on a quarter of an hour", () => {
  const scale = makeScale();
  const moment = at("2026-03-02T09:45");
  expect(scale.momentAt(scale.position(moment)).toISO()).toBe(moment.toISO());
  const between = scale.position(at("2026-03-02T09:50"));
  expect(scale.momentAt(between).toISO()).toBe(moment.toISO());
});

test("what lies outside is drawn at the edge", () => {
  const scale = makeScale();
  expect(scale.position(at("2026-02-28T12:00"))).toBe(0);
  expect(scale.position(at("2026-03-02T03:00"))).toBe(0);
  expect(scale.position(at("2026-03-09T12:00"))).toBe(1);
});

test("a week finds the day under the pointer", () => {
  const scale = makeScale("week");
  expect(scale.days.length).toBe(7);
  scale.days.forEach((day, index) => {
    expect(scale.dayAt((index + 0.5) / 7).toISODate()).toBe(day.toISODate());
  });
});

test("working time leaves the rest of a day, and whole days of a week", () => {
  expect(makeScale().offBands(WORK).length).toBe(3);
  expect(makeScale("week").offBands(WORK).length).toBe(6);
  expect(makeScale().offBands([])).toEqual([{left: 0, right: 1}]);
});

test("visits that overlap get lanes of their own, others share one", () => {
  const visits = [
    {id: 1, ...span("2026-03-02T09:00", "2026-03-02T11:00")},
    {id: 2, ...span("2026-03-02T10:00", "2026-03-02T12:00")},
    {id: 3, ...span("2026-03-02T11:00", "2026-03-02T13:00")},
  ];
  const day = makeScale().layOut(visits);
  expect(day.bars.map((bar) => bar.lane)).toEqual([0, 1, 0]);
  expect(day.lanes).toBe(2);
  expect(makeScale("week").layOut(visits).lanes).toBe(3);
});

test("a visit dropped on a day takes the first free time", () => {
  const scale = makeScale();
  const row = {work: WORK, busy: [span("2026-03-02T08:00", "2026-03-02T09:05")]};
  const visits = [span("2026-03-02T10:00", "2026-03-02T12:00")];
  const start = (minutes) => scale.freeStart(row, visits, scale.start, minutes).hour;
  expect(scale.freeStart(row, visits, scale.start, 30).toFormat("HH:mm")).toBe("09:15");
  expect(start(120)).toBe(13);
  expect(start(600)).toBe(8); // nowhere: the beginning of the day
});
