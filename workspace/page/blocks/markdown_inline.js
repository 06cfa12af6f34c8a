/** What happens inside a line of Markdown: emphasis, code, links, images, emoji. */

import { h } from "../dom.js";
import { emojiFor, SHORT_CODE } from "../emoji.js";
import { emojiNode, link } from "../mrkdwn.js";

const ESCAPE = /\\([\\`*_{}[\]()#+\-.!~|>])/y;
const CODE = /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y;
const IMAGE = /!\[([^\]]*)\]\((\S+?)(?:\s+"[^"]*")?\)/y;
const LINK = /\[((?:[^[\]]|\[[^\]]*\])*)\]\((\S+?)(?:\s+"[^"]*")?\)/y;
const AUTO = /<(https?:\/\/[^\s>]+|mailto:[^\s>]+)>/y;
const BARE = /https?:\/\/[^\s<>)]+[^\s<>).,;:!?'"*_~]/y;
const BREAK = /(?: {2,}|\\)?\n/y;

/** Longest first, so that `***` is not read as `**` and `*`. */
const STYLES = [
  { mark: "***", tags: ["strong", "em"] },
  { mark: "**", tags: ["strong"] },
  { mark: "__", tags: ["strong"], words: true },
  { mark: "~~", tags: ["s"] },
  { mark: "*", tags: ["em"] },
  { mark: "_", tags: ["em"], words: true },
];

const RULES = [
  [ESCAPE, ([, character]) => document.createTextNode(character)],
  [CODE, ([, , code]) => h("code", {}, code.replace(/\n/g, " "))],
  [IMAGE, ([, alt, url]) => link(url, alt || url)],
  [LINK, ([, words, url]) => link(url, ...inline(words))],
  [AUTO, ([, url]) => link(url, url.replace(/^mailto:/, ""))],
  [BARE, ([url]) => link(url, url)],
  [BREAK, () => h("br")],
  [SHORT_CODE, ([, name, tone]) => (emojiFor(name, tone) ? emojiNode(name, tone) : null)],
];

/** @returns {Node[]} */
export function inline(text) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const found = ruled(text, at) ?? styled(text, at);
    if (found) {
      if (plain) nodes.push(document.createTextNode(plain));
      plain = "";
      nodes.push(found.node);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  if (plain) nodes.push(document.createTextNode(plain));
  return nodes;
}

function ruled(text, at) {
  for (const [shape, draw] of RULES) {
    shape.lastIndex = at;
    const match = shape.exec(text);
    const node = match && draw(match);
    if (node) return { node, end: at + match[0].length };
  }
  return null;
}

function styled(text, at) {
  for (const { mark, tags, words } of STYLES) {
    if (!text.startsWith(mark, at)) continue;
    const start = at + mark.length;
    if (/\s|^$/.test(text[start] ?? "") || (words && isWord(text[at - 1]))) continue;
    const end = closing(text, start, mark, words);
    if (end < 0) continue;
    const inside = inline(text.slice(start, end));
    return {
      node: tags.reduceRight((held, tag) => h(tag, {}, held), inside),
      end: end + mark.length,
    };
  }
  return null;
}

function closing(text, start, mark, words) {
  for (let end = text.indexOf(mark, start + 1); end >= 0; end = text.indexOf(mark, end + 1)) {
    const next = text[end + mark.length];
    const runs = mark.length < 3 && (next === mark[0] || text[end - 1] === mark[0]);
    if (!/\s/.test(text[end - 1]) && !runs && !(words && isWord(next))) return end;
    if (runs) while (text[end + 1] === mark[0]) end += 1;
  }
  return -1;
}

function isWord(character) {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
