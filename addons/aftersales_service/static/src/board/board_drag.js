import {useDraggable} from "@web/core/utils/draggable";
import {setRecurringAnimationFrame} from "@web/core/utils/timing";
import {useExternalListener} from "@odoo/owl";

// Near the edge of the grid it scrolls along (px, px a frame).
const EDGE = 40;
const EDGE_SPEED = 8;

/** Drag cards and bars: over a row to plan or move, over the tray to take back. */
export function useBoardDrag(root, board) {
  let downX = 0;
  let drag = null;
  let isDropping = false;

  useExternalListener(window, "pointerdown", (ev) => (downX = ev.clientX), {
    capture: true,
  });
  useDraggable({
    ref: root,
    elements: ".o_dispatch_movable",
    ignore: ".o_dispatch_resize",
    cursor: "grabbing",
    edgeScrolling: {enabled: false},
    enable: () => !board.isBusy,
    onDragStart({element, x, y}) {
      const {visit, order, row} = element.dataset;
      const item = board.getItem(Number(visit), Number(order));
      // A card is put down where the pointer is, a bar where its left edge is.
      const grab = row ? downX - element.getBoundingClientRect().left : 0;
      const grid = root.el.querySelector(".o_dispatch_grid");
      drag = {item, fromRow: Number(row) || null, grab, grid, x, y};
      drag.stopScrolling = setRecurringAnimationFrame(() => scrollAtEdge(drag));
    },
    onDrag({x, y}) {
      Object.assign(drag, {x, y});
      const place = findPlace(root.el, board, drag);
      if (place) {
        board.hold(drag.item, drag.fromRow, place);
      } else {
        board.release();
      }
    },
    async onDrop() {
      if (board.held) {
        isDropping = true;
        await board.drop();
      }
    },
    onDragEnd() {
      drag.stopScrolling();
      if (!isDropping) {
        board.release();
      }
      isDropping = false;
    },
  });
}

/** Row and time under the pointer; no row over the tray; null elsewhere. */
function findPlace(el, board, {item, fromRow, grab, grid, x, y}) {
  const tray = el.querySelector(".o_dispatch_tray").getBoundingClientRect();
  if (isInside(tray, x, y)) {
    return fromRow && item.state === "planned" ? {rowId: null} : null;
  }
  if (!isInside(grid.getBoundingClientRect(), x, y)) {
    return null;
  }
  for (const rowEl of grid.querySelectorAll(".o_dispatch_row")) {
    const line = rowEl.querySelector(".o_dispatch_line").getBoundingClientRect();
    if (isInside(line, x, y)) {
      const row = board.getRow(Number(rowEl.dataset.rowId));
      const at = (x - line.left) / line.width;
      return board.placeAt(item, row, at, at - grab / line.width);
    }
  }
  return null;
}

function isInside({left, right, top, bottom}, x, y) {
  return x >= left && x < right && y >= top && y < bottom;
}

function scrollAtEdge({grid, x, y}) {
  const {left, right, top, bottom} = grid.getBoundingClientRect();
  if (x >= left && x < right) {
    const up = y < top + EDGE && y > top - EDGE;
    const down = y > bottom - EDGE && y < bottom + EDGE;
    grid.scrollTop += (down - up) * EDGE_SPEED;
  }
}
