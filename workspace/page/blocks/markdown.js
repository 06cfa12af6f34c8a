/** The markdown block: ordinary Markdown, its blocks here and its lines in markdown_inline.js. */

import { h } from "../dom.js";
import { inline } from "./markdown_inline.js";
import { scroller } from "./table.js";

const FENCE = /^ {0,3}(```+|~~~+)\s*(\S*)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}>\s?/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TASK = /^\[([ xX])\]\s+/;
const ALIGN = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

export function drawMarkdown(block) {
  return h("div", { class: "text rich" }, parts(String(block.text ?? "").split("\n")));
}

function parts(lines) {
  const nodes = [];
  const reader = { lines, at: 0 };
  while (reader.at < lines.length) {
    if (lines[reader.at].trim() === "") reader.at += 1;
    else nodes.push(part(reader));
  }
  return nodes;
}

function part(reader) {
  const line = reader.lines[reader.at];
  if (FENCE.test(line)) return fence(reader);
  if (HEADING.test(line)) return heading(reader);
  if (RULE.test(line)) return rule(reader);
  if (QUOTE.test(line))
    return h(
      "blockquote",
      {},
      parts(take(reader, (one) => QUOTE.test(one)).map((one) => one.replace(QUOTE, ""))),
    );
  if (ITEM.test(line)) return list(reader);
  if (line.includes("|") && ALIGN.test(reader.lines[reader.at + 1] ?? "")) return table(reader);
  return h("p", {}, inline(take(reader, isParagraph).join("\n")));
}

function take(reader, wanted) {
  const start = reader.at;
  do reader.at += 1;
  while (reader.at < reader.lines.length && wanted(reader.lines[reader.at]));
  return reader.lines.slice(start, reader.at);
}

function isParagraph(line) {
  return (
    line.trim() !== "" && ![FENCE, HEADING, RULE, QUOTE, ITEM].some((shape) => shape.test(line))
  );
}

function fence(reader) {
  const mark = reader.lines[reader.at].match(FENCE)[1];
  const end = reader.lines.findIndex(
    (line, index) => index > reader.at && line.trim().startsWith(mark),
  );
  const stop = end < 0 ? reader.lines.length : end;
  const code = reader.lines.slice(reader.at + 1, stop).join("\n");
  reader.at = stop + 1;
  return h("pre", {}, h("code", {}, code));
}

function heading(reader) {
  const [, marks, words] = reader.lines[reader.at].match(HEADING);
  reader.at += 1;
  return h(
    `h${Math.min(6, marks.length + 2)}`,
    { class: `heading-${marks.length}` },
    inline(words),
  );
}

function rule(reader) {
  reader.at += 1;
  return h("hr");
}

/** One list; lines indented under an item belong to it. */
function list(reader) {
  const [, indent, mark] = reader.lines[reader.at].match(ITEM);
  const ordered = /\d/.test(mark);
  const node = ordered ? h("ol", { start: Number.parseInt(mark, 10) }) : h("ul");
  while (reader.at < reader.lines.length) {
    const found = reader.lines[reader.at].match(ITEM);
    if (!found || found[1].length !== indent.length || /\d/.test(found[2]) !== ordered) break;
    const under = take(reader, (line) => line.trim() !== "" && depth(line) > indent.length);
    node.append(item(found[3], under.slice(1), indent.length));
    if (reader.lines[reader.at]?.trim() === "" && ITEM.test(reader.lines[reader.at + 1] ?? ""))
      reader.at += 1;
  }
  return node;
}

function item(words, under, indent) {
  const task = words.match(TASK);
  const box =
    task &&
    h("input", {
      type: "checkbox",
      disabled: true,
      checked: task[1] !== " ",
      "aria-label": task[1] === " " ? "To do" : "Done",
    });
  const cut = Math.min(...under.map(depth), Infinity);
  return h(
    "li",
    { class: task ? "task" : null },
    box,
    inline(words.replace(TASK, "")),
    under.length > 0 && parts(under.map((line) => line.slice(Math.max(indent, cut)))),
  );
}

function depth(line) {
  return line.match(/^\s*/)[0].length;
}

function table(reader) {
  const lines = take(reader, (line) => line.includes("|") && line.trim() !== "");
  const [head, align, ...rows] = lines.map(cells);
  const row = (held, tag) =>
    h(
      "tr",
      {},
      head.map((_, column) => {
        const node = h(tag, { scope: tag === "th" ? "col" : null }, inline(held[column] ?? ""));
        node.style.textAlign = alignment(align[column]);
        return node;
      }),
    );
  return scroller(
    "Table",
    h(
      "table",
      { class: "table" },
      h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        rows.map((one) => row(one, "td")),
      ),
    ),
  );
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function alignment(mark = "") {
  if (/^:-+:$/.test(mark)) return "center";
  return /-:$/.test(mark) ? "right" : "";
}
