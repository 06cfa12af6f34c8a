/** The table block, and the cells that it shares with data_table. */

import { h } from "../dom.js";
import { drawRichText } from "./rich_text.js";
import { plain } from "./text.js";
import { drawElement } from "../elements/index.js";

export function drawTable(block, surface) {
  const [head = [], ...body] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const draw = (row, tag) =>
    h(
      "tr",
      {},
      row.map((cell, column) => cellNode(tag, cell, settings[column] ?? {}, surface, block)),
    );
  return scroller(
    "Table",
    h(
      "table",
      { class: "table" },
      h("thead", {}, draw(head, "th")),
      h(
        "tbody",
        {},
        body.map((row) => draw(row, "td")),
      ),
    ),
  );
}

/** Wide tables scroll sideways in a box that the keyboard can reach. */
export function scroller(label, ...children) {
  return h(
    "div",
    { class: "table-scroller", role: "region", "aria-label": label, tabindex: "0" },
    children,
  );
}

function cellNode(tag, cell, { align, is_wrapped: wrapped }, surface, block) {
  const node = h(
    tag,
    { scope: tag === "th" ? "col" : null, class: wrapped ? "wrapped" : null },
    cellContent(cell, surface, block),
  );
  if (align || cell?.type === "raw_number") node.style.textAlign = align ?? "right";
  return node;
}

/** What a cell shows: text, a number, rich text, or a button. */
export function cellContent(cell, surface, block) {
  if (cell?.type === "rich_text") return drawRichText(cell, surface);
  if (cell?.type === "action") return drawElement(cell.element, block, surface);
  return cellWords(cell);
}

/** A cell's words, for sorting and plain cells. */
export function cellWords(cell) {
  if (!cell) return "";
  if (cell.type === "raw_number") return String(cell.text ?? cell.value ?? "");
  if (cell.type === "rich_text")
    return (
      JSON.stringify(cell.elements)
        .match(/"text":"[^"]*"/g)
        ?.join(" ") ?? ""
    );
  return plain(cell.text);
}
