/**
 * Slack's mrkdwn as nodes: *bold*, _italic_, ~strike~, `code`, ```pre```, > quotes, <links>,
 * mentions, dates and emoji; `&amp;`, `&lt;` and `&gt;` read back; anything else is left as it is.
 */

import { h } from "./dom.js";
import { emojiFor, SHORT_CODE } from "./emoji.js";
import { slackDate } from "./time.js";

const SAFE_LINK = /^(https?:|mailto:|tel:)/i;
const BARE_LINK = /https?:\/\/[^\s<>|]+/y;
const ENTITY = /<([^<>\n]+)>/y;
const MEANS_SOMETHING = /^(?:[@#!]|[a-z][a-z0-9+.-]*:)/i;
const QUOTE = /^(?:>|&gt;)\s?/;
const LONG_QUOTE = /^(?:>>>|&gt;&gt;&gt;)\s?/;
const STYLES = { "*": "strong", _: "em", "~": "s" };

/**
 * @typedef {object} Reading what the text is read against
 * @property {(id: string) => string} person  name of a person
 * @property {(id: string) => string} channel name of a channel
 * @property {string} zone
 * @property {Date} now
 * @property {string|null} me the reader's id, whose own mentions stand out
 */

/** A fragment of nodes for a mrkdwn text. `verbatim` leaves bare addresses alone. */
export function mrkdwn(text, reading, { verbatim = false } = {}) {
  const parser = new Parser(String(text ?? ""), reading, verbatim);
  const fragment = document.createDocumentFragment();
  fragment.append(...parser.blocks());
  return fragment;
}

/** `&amp;`, `&lt;` and `&gt;` as the characters that they stand for. */
export function decode(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

/** A link that leads somewhere harmless, or only its words. */
export function link(url, ...children) {
  if (!SAFE_LINK.test(url)) return h("span", {}, ...children);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function mention(text, own = false) {
  return h("span", { class: own ? "mention mention-own" : "mention" }, text);
}

class Parser {
  constructor(text, reading, verbatim) {
    this.text = text;
    this.reading = reading;
    this.verbatim = verbatim;
  }

  /** The whole text: preformatted stretches, and lines between them. */
  blocks() {
    return this.text.split(/```([\s\S]+?)```/).flatMap((part, index) => {
      if (index % 2 === 1)
        return [h("pre", {}, h("code", {}, this.literal(part.replace(/^\n|\n$/g, ""))))];
      const trimmed = index > 0 ? part.replace(/^\n/, "") : part;
      return this.lines(trimmed);
    });
  }

  lines(text) {
    const nodes = [];
    const lines = text.split("\n");
    for (let at = 0; at < lines.length; at += 1) {
      if (LONG_QUOTE.test(lines[at])) {
        lines[at] = lines[at].replace(LONG_QUOTE, "");
        nodes.push(this.quote(lines.slice(at)));
        return nodes;
      }
      const start = at;
      while (at < lines.length && QUOTE.test(lines[at])) at += 1;
      if (at > start) {
        nodes.push(this.quote(lines.slice(start, at).map((line) => line.replace(QUOTE, ""))));
        at -= 1;
        continue;
      }
      nodes.push(...this.inline(lines[at]));
      if (at < lines.length - 1 && !QUOTE.test(lines[at + 1])) nodes.push("\n");
    }
    return nodes;
  }

  quote(lines) {
    const held = lines.flatMap((line, index) => [
      ...(index > 0 ? ["\n"] : []),
      ...this.inline(line),
    ]);
    return h("blockquote", {}, held);
  }

  /** One line, or the inside of a style, as nodes. */
  inline(line) {
    const nodes = [];
    let plain = "";
    const flush = () => {
      if (plain) nodes.push(decode(plain));
      plain = "";
    };
    for (let at = 0; at < line.length; ) {
      const found =
        this.entityAt(line, at) ??
        this.codeAt(line, at) ??
        this.styleAt(line, at) ??
        this.wordAt(line, at);
      if (!found) {
        plain += line[at];
        at += 1;
        continue;
      }
      flush();
      nodes.push(found.node);
      at = found.end;
    }
    flush();
    return nodes;
  }

  entityAt(line, at) {
    const match = matchAt(ENTITY, line, at);
    if (!match || !MEANS_SOMETHING.test(match[1])) return null;
    return { node: this.entity(match[1]), end: at + match[0].length };
  }

  codeAt(line, at) {
    if (line[at] !== "`") return null;
    const close = line.indexOf("`", at + 1);
    if (close <= at + 1) return null;
    return { node: h("code", {}, this.literal(line.slice(at + 1, close))), end: close + 1 };
  }

  styleAt(line, at) {
    const mark = line[at];
    if (!STYLES[mark] || !opens(line, at)) return null;
    for (let close = at + 2; close < line.length; close += 1) {
      const skipped = matchAt(ENTITY, line, close);
      if (skipped) close += skipped[0].length;
      if (line[close] === mark && closes(line, close)) {
        return {
          node: h(STYLES[mark], {}, this.inline(line.slice(at + 1, close))),
          end: close + 1,
        };
      }
    }
    return null;
  }

  /** An emoji or an address without brackets. */
  wordAt(line, at) {
    const code = matchAt(SHORT_CODE, line, at);
    if (code && emojiFor(code[1], code[2])) {
      return { node: emojiNode(code[1], code[2]), end: at + code[0].length };
    }
    const bare = this.verbatim ? null : matchAt(BARE_LINK, line, at);
    if (!bare) return null;
    const url = bare[0].replace(/[.,;:!?)*_~'"`]+$/, "");
    return { node: link(decode(url), decode(url)), end: at + url.length };
  }

  entity(body) {
    const bar = body.indexOf("|");
    const target = bar < 0 ? body : body.slice(0, bar);
    const label = bar < 0 ? null : decode(body.slice(bar + 1));
    const { person, channel, me } = this.reading;
    if (target.startsWith("@"))
      return mention(`@${person(target.slice(1))}`, target.slice(1) === me);
    if (target.startsWith("#")) return mention(`#${label || channel(target.slice(1))}`);
    if (target.startsWith("!date^")) return this.date(target, label);
    if (target.startsWith("!subteam^")) return mention(label ?? `@${target.slice(9)}`);
    if (target.startsWith("!"))
      return mention(`@${target.slice(1)}`, /^!(here|channel|everyone)$/.test(target));
    const url = decode(target);
    return link(url, label ?? url.replace(/^mailto:/, ""));
  }

  date(target, fallback) {
    const [, epoch, pattern, url] = target.split("^");
    const text = pattern
      ? slackDate(epoch, pattern, this.reading.zone, this.reading.now)
      : (fallback ?? "");
    const node = h("time", { datetime: new Date(Number(epoch) * 1000 || 0).toISOString() }, text);
    return url ? link(decode(url), node) : node;
  }

  /** Inside code nothing is styled; a link shows its words. */
  literal(text) {
    return decode(
      text.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, target, label) => label ?? target),
    );
  }
}

export function emojiNode(name, tone) {
  const character = emojiFor(name, tone);
  if (!character) return h("span", {}, `:${name}:`);
  return h(
    "span",
    { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` },
    character,
  );
}

/** A style opens after a space or a mark and before something that is not a space. */
function opens(line, at) {
  const before = line[at - 1];
  const after = line[at + 1];
  return (
    (before === undefined || !(isWord(before) || before === line[at])) &&
    after !== undefined &&
    !/\s/.test(after) &&
    after !== line[at]
  );
}

function closes(line, at) {
  const before = line[at - 1];
  const after = line[at + 1];
  return !/\s/.test(before) && (after === undefined || !isWord(after)) && after !== line[at];
}

function isWord(character) {
  return /[\p{L}\p{N}]/u.test(character);
}

function matchAt(sticky, line, at) {
  sticky.lastIndex = at;
  return sticky.exec(line);
}
