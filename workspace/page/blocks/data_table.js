/** A data table: sorted by any column, a page at a time. */

import { fill, h } from "../dom.js";
import { icon } from "../icons.js";
import { cellContent, cellWords, scroller } from "./table.js";

const USUAL_PAGE = 5;
const numeric = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export function drawDataTable(block, surface) {
  const [head = [], ...rows] = block.rows ?? [];
  const size = block.page_size ?? USUAL_PAGE;
  const rowHeader = block.row_header_column_index ?? 0;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const view = { column: null, descending: false, page: 0 };
  const numbers = head.map((_, column) => rows.every((row) => row[column]?.type === "raw_number"));
  const headRow = h("tr");
  const body = h("tbody");
  const foot = h("div", { class: "pager" });
  draw();
  return h(
    "div",
    {},
    scroller(
      block.caption,
      h(
        "table",
        { class: "table data-table" },
        h("caption", {}, block.caption),
        h("thead", {}, headRow),
        body,
      ),
    ),
    pages > 1 ? foot : null,
  );

  function draw() {
    const from = view.page * size;
    const shown = sorted().slice(from, from + size);
    fill(headRow, head.map(headCell));
    fill(
      body,
      shown.map((row) => h("tr", {}, row.map(bodyCell))),
    );
    fill(
      foot,
      turn("left", "Previous page", -1, view.page === 0),
      h("span", { role: "status" }, `${from + 1}–${from + shown.length} of ${rows.length}`),
      turn("right", "Next page", 1, view.page === pages - 1),
    );
  }

  function headCell(cell, column) {
    const active = view.column === column;
    const order = view.descending ? "descending" : "ascending";
    const button = h(
      "button",
      {
        class: "sort-button",
        type: "button",
        "data-column": column,
        onclick: () => sortBy(column),
      },
      cellWords(cell),
      icon(active ? order : "sort"),
    );
    const node = h(
      "th",
      {
        scope: "col",
        class: numbers[column] ? "numeric" : null,
        "aria-sort": active ? order : "none",
      },
      button,
    );
    return node;
  }

  function bodyCell(cell, column) {
    const tag = column === rowHeader ? "th" : "td";
    const isNumber = cell?.type === "raw_number";
    return h(
      tag,
      { scope: tag === "th" ? "row" : null, class: isNumber ? "numeric" : null },
      cellContent(cell, surface, block),
    );
  }

  function sortBy(column) {
    view.descending = view.column === column && !view.descending;
    view.column = column;
    view.page = 0;
    draw();
    headRow.querySelector(`[data-column="${column}"]`).focus();
  }

  function sorted() {
    if (view.column === null) return rows;
    const sign = view.descending ? -1 : 1;
    return [...rows].sort((one, other) => sign * compare(one[view.column], other[view.column]));
  }

  function turn(mark, label, by, disabled) {
    return h(
      "button",
      { class: "icon-button", type: "button", "aria-label": label, disabled, onclick: move },
      icon(mark),
    );

    function move() {
      view.page += by;
      draw();
      const again = foot.querySelector(`[aria-label="${label}"]`);
      (again.disabled ? foot.querySelector("button:not(:disabled)") : again)?.focus();
    }
  }
}

function compare(one, other) {
  if (one?.type === "raw_number" && other?.type === "raw_number") return one.value - other.value;
  return numeric.compare(cellWords(one), cellWords(other));
}
