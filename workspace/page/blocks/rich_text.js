/** Rich text: sections, lists, quotes and preformatted stretches of styled pieces. */

import { h } from "../dom.js";
import { emojiNode, link, mention } from "../mrkdwn.js";
import { slackDate } from "../time.js";
import { drawUnknown } from "./unknown.js";

const STYLES = [
  ["code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
];
const BULLETS = ["disc", "circle", "square"];
const NUMBERS = ["decimal", "lower-alpha", "lower-roman"];

export function drawRichText(block, surface) {
  return h("div", { class: "text rich" }, stretches(block.elements ?? [], surface.reading));
}

/** Top-level parts; neighbouring lists become one nested list. */
function stretches(elements, reading) {
  const nodes = [];
  for (let at = 0; at < elements.length; at += 1) {
    const element = elements[at];
    if (element.type !== "rich_text_list") {
      nodes.push(stretch(element, reading));
      continue;
    }
    const run = [];
    while (elements[at]?.type === "rich_text_list") run.push(elements[at++]);
    at -= 1;
    nodes.push(...lists(run, reading));
  }
  return nodes;
}

function stretch(element, reading) {
  const held = () => pieces(element.elements ?? [], reading);
  switch (element.type) {
    case "rich_text_section":
      return h("p", {}, held());
    case "rich_text_quote":
      return h("blockquote", { class: element.border ? "bordered" : null }, held());
    case "rich_text_preformatted":
      return h("pre", { class: element.border ? "bordered" : null }, h("code", {}, held()));
    default:
      return drawUnknown(element);
  }
}

/** Lists in a row, each with its own indent, nested as they were written. */
function lists(run, reading) {
  const roots = [];
  const open = [];
  for (const element of run) {
    const indent = element.indent ?? 0;
    const list = listNode(element, indent, reading);
    while (open.length > 0 && open.at(-1).indent >= indent) {
      const last = open.at(-1);
      if (last.indent === indent && last.style === element.style && element.offset === undefined)
        break;
      open.pop();
    }
    const parent = open.at(-1);
    if (parent?.indent === indent) parent.node.append(...list.childNodes);
    else {
      if (parent) parent.node.lastElementChild.append(list);
      else roots.push(list);
      open.push({ indent, style: element.style, node: list });
    }
  }
  return roots;
}

function listNode({ style, offset = 0, border, elements = [] }, indent, reading) {
  const ordered = style === "ordered";
  const node = h(ordered ? "ol" : "ul", {
    start: ordered && offset > 0 ? offset + 1 : null,
    class: border ? "bordered" : null,
  });
  node.style.listStyleType = (ordered ? NUMBERS : BULLETS)[indent % 3];
  node.append(
    ...elements.map((item) =>
      h("li", {}, item.elements ? pieces(item.elements, reading) : stretch(item, reading)),
    ),
  );
  return node;
}

function pieces(elements, reading) {
  return elements.map((piece) => styled(pieceNode(piece, reading), piece.style));
}

function pieceNode(piece, { person, channel, zone, now, me }) {
  switch (piece.type) {
    case "text":
      return document.createTextNode(piece.text ?? "");
    case "link":
      return link(piece.url ?? "", piece.text || piece.url || "");
    case "user":
      return mention(`@${person(piece.user_id)}`, piece.user_id === me);
    case "usergroup":
      return mention(`@${piece.usergroup_id}`);
    case "channel":
      return mention(`#${channel(piece.channel_id)}`);
    case "broadcast":
      return mention(`@${piece.range}`, true);
    case "emoji":
      return emojiNode(piece.name, piece.skin_tone ? `skin-tone-${piece.skin_tone}` : undefined);
    case "date": {
      const words = piece.format
        ? slackDate(piece.timestamp, piece.format, zone, now)
        : piece.fallback;
      const time = h("time", { datetime: new Date(piece.timestamp * 1000).toISOString() }, words);
      return piece.url ? link(piece.url, time) : time;
    }
    case "color":
      return colour(piece.value);
    default:
      return drawUnknown(piece);
  }
}

function colour(value) {
  const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = value;
  return h("code", {}, value, swatch);
}

function styled(node, style) {
  if (!style) return node;
  return STYLES.filter(([name]) => style[name]).reduce((inner, [, tag]) => h(tag, {}, inner), node);
}
