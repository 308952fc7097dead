import {useExternalListener} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {SNAP_MINUTES} from "./board_scale";

const ARROWS = {
  ArrowLeft: {time: -1},
  ArrowRight: {time: 1},
  ArrowUp: {row: -1},
  ArrowDown: {row: 1},
};
// Shift with an arrow goes an hour.
const BIG_STEPS = 60 / SNAP_MINUTES;

/**
 * The board by keyboard: Enter picks up, arrows move, Enter drops, Escape cancels.
 *
 * @returns {(ev: KeyboardEvent) => void} handler for the root element
 */
export function useBoardKeys(root, board, {showDetails}) {
  useExternalListener(window, "keydown", (ev) => {
    const isUndo = (ev.ctrlKey || ev.metaKey) && !ev.shiftKey && ev.key === "z";
    if (isUndo && !ev.target.closest("input, textarea, .modal")) {
      ev.preventDefault();
      board.undo();
    }
  });

  return (ev) => {
    const el = ev.target.closest("[data-key]");
    if (!el || ev.ctrlKey || ev.metaKey || ev.altKey) {
      return;
    }
    const handled = board.held?.byKeyboard
      ? onHeldKey(board, ev)
      : onFocusedKey(root.el, board, el, ev, showDetails);
    if (handled) {
      ev.preventDefault();
      ev.stopPropagation();
    }
  };
}

function onFocusedKey(rootEl, board, el, ev, showDetails) {
  if (ev.key === "Enter") {
    pickUp(board, el);
  } else if (ev.key === " ") {
    showDetails(el);
  } else if (ev.key in ARROWS && el.dataset.row) {
    focusBar(rootEl, board, el, ARROWS[ev.key]);
  } else {
    return false;
  }
  return true;
}

function pickUp(board, el) {
  const item = board.getItem(Number(el.dataset.visit), Number(el.dataset.order));
  const fromRow = Number(el.dataset.row) || null;
  if (board.isBusy) {
    return;
  }
  if (fromRow && !item.can_move) {
    board.announce(_t("%s cannot be moved any more.", item.customer));
    return;
  }
  const row = board.getRow(fromRow) || board.shownRows[0];
  if (!row) {
    board.announce(_t("There is no technician to plan for."));
    return;
  }
  const minutes = board.getMinutes(item);
  const {days} = board.scale;
  const today = luxon.DateTime.now().startOf("day");
  const day = days.find((shown) => shown >= today) || days[0];
  const start = fromRow ? item.start : board.freeStart(row, day, minutes);
  const place = {rowId: row.id, start, end: start.plus({minutes})};
  board.hold(item, fromRow, place, true);
  board.announce(
    _t("Picked up %(visit)s. %(place)s", {
      visit: item.customer,
      place: board.describePlace(place),
    })
  );
}

function onHeldKey(board, ev) {
  if (ev.key === "Escape") {
    board.release();
    board.announce(_t("Cancelled."));
  } else if (ev.key === "Enter") {
    board.drop();
  } else if (ev.key === "Delete" || ev.key === "Backspace") {
    takeBack(board);
  } else if (ev.key in ARROWS) {
    moveHeld(board, ARROWS[ev.key], ev.shiftKey);
  } else if (["+", "=", "-"].includes(ev.key)) {
    stretchHeld(board, ev.key === "-" ? -SNAP_MINUTES : SNAP_MINUTES);
  } else {
    // Tab would leave the visit in the air.
    return ev.key === "Tab";
  }
  return true;
}

function takeBack(board) {
  const {item, fromRow} = board.held;
  if (fromRow && item.state === "planned") {
    board.hold(item, fromRow, {rowId: null}, true);
    board.drop();
  }
}

function moveHeld(board, {row = 0, time = 0}, isBig) {
  const {item, fromRow, rowId, start, end} = board.held;
  const rows = board.shownRows;
  const index = rows.findIndex((shown) => shown.id === rowId) + row;
  const next = rows[Math.min(Math.max(index, 0), rows.length - 1)];
  const by = board.scale.isWeek
    ? {days: time}
    : {minutes: time * SNAP_MINUTES * (isBig ? BIG_STEPS : 1)};
  const place = {rowId: next.id, start: start.plus(by), end: end.plus(by)};
  if (place.start >= board.scale.start && place.start < board.scale.end) {
    holdAt(board, item, fromRow, place);
  }
}

function stretchHeld(board, minutes) {
  const {item, fromRow, rowId, start, end} = board.held;
  const place = {rowId, start, end: end.plus({minutes})};
  if (place.end > start) {
    holdAt(board, item, fromRow, place);
  }
}

function holdAt(board, item, fromRow, place) {
  board.hold(item, fromRow, place, true);
  board.announce(board.describePlace(place));
  const row = document.querySelector(`.o_dispatch_row[data-row-id="${place.rowId}"]`);
  row.scrollIntoView({block: "nearest"});
}

/** Left and right in the row, up and down to the nearest row that has a visit. */
function focusBar(rootEl, board, el, {row = 0, time = 0}) {
  const rows = [...rootEl.querySelectorAll(".o_dispatch_row")];
  const barsOf = (rowEl) =>
    [...rowEl.querySelectorAll(".o_dispatch_bar")].sort(
      (a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left
    );
  const rowEl = el.closest(".o_dispatch_row");
  let target = null;
  if (time) {
    const bars = barsOf(rowEl);
    target = bars[bars.indexOf(el) + time];
  }
  for (
    let index = rows.indexOf(rowEl) + row;
    row && rows[index] && !target;
    index += row
  ) {
    target = barsOf(rows[index])[0];
  }
  if (target) {
    board.tabStop = target.dataset.key;
    target.focus();
  }
}
