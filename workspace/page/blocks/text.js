/** Text objects: `plain_text` and `mrkdwn`. */

import { h } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { decode, mrkdwn } from "../mrkdwn.js";

/** Nodes for a text object. */
export function textNodes(text, surface) {
  if (!text) return [];
  if (typeof text === "string") return [text];
  if (text.type === "mrkdwn")
    return [mrkdwn(text.text, surface.reading, { verbatim: text.verbatim === true })];
  return [plain(text)];
}

/** The words of a text object, for labels and attributes. */
export function plain(text) {
  if (!text) return "";
  if (typeof text === "string") return text;
  const words = decode(text.text ?? "");
  return text.emoji === false ? words : withEmoji(words);
}

/** A text object in an element of its own. */
export function textBox(tag, className, text, surface) {
  return h(tag, { class: `${className} text` }, textNodes(text, surface));
}
