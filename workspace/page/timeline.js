/** Messages on screen: by day and author, with the reader's place kept as they come and change. */

import { arrange, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { MessageView } from "./message.js";
import { dayKey, dayName, tsDate } from "./time.js";

const NEAR_END = 60;
const NEAR_START = 300;
const TOGETHER = 5 * 60 * 1000;

export class TimelineView {
  /**
   * @param {object} wishes
   * @param {string} wishes.channel
   * @param {import("./store.js").Timeline} wishes.timeline
   * @param {string} wishes.label
   * @param {string} [wishes.threadTs] set in a thread
   * @param {number} [wishes.unread]   how many were new on arrival
   * @param {() => Promise<void>} [wishes.older]
   * @param {(ts: string) => void} [wishes.seen]
   * @param {(ts: string) => void} [wishes.openThread]
   */
  constructor(app, wishes) {
    this.app = app;
    this.wishes = wishes;
    this.views = new Map();
    this.missed = 0;
    this.newFrom = null;
    this.atEnd = true;
    this.list = h("div", { class: "timeline-list" });
    this.scroller = h(
      "div",
      {
        class: "timeline-scroller",
        role: "log",
        "aria-live": "off",
        "aria-busy": "true",
        "aria-label": wishes.label,
        tabindex: "0",
        onscroll: () => this.scrolled(),
        onkeydown: (event) => this.walk(event),
      },
      this.list,
    );
    this.latest = h("button", {
      class: "latest",
      type: "button",
      hidden: true,
      onclick: () => this.toEnd(),
    });
    this.element = h("div", { class: "timeline" }, this.scroller, this.latest);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.scroller);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.list);
  }

  draw({ arrived } = {}) {
    const { timeline, threadTs, unread } = this.wishes;
    const before = this.scroller.scrollHeight - this.scroller.scrollTop;
    const growsAbove = this.first && timeline.messages[0] && timeline.messages[0].ts < this.first;
    this.first = timeline.messages[0]?.ts;
    if (unread && !this.newFrom)
      this.newFrom = timeline.messages
        .filter(({ user }) => user !== this.app.store.me.id)
        .at(-unread)?.ts;
    const nodes = timeline.messages.flatMap((message, index) =>
      this.entry(message, timeline.messages[index - 1]),
    );
    const start = threadTs || timeline.hasMore ? [] : [this.beginning()];
    arrange(this.list, [...start, ...nodes]);
    this.forgetGone(timeline.messages);
    if (growsAbove) this.scroller.scrollTop = this.scroller.scrollHeight - before;
    else if (this.atEnd || arrived?.user === this.app.store.me.id) this.toEnd();
    else if (arrived) this.miss();
    this.scroller.setAttribute("aria-busy", "false");
  }

  /** A message, with the day before it where a new day begins. */
  entry(message, previous) {
    const { zone } = this.app.store;
    const day = dayKey(tsDate(message.ts), zone);
    const newDay =
      !this.wishes.threadTs && (!previous || dayKey(tsDate(previous.ts), zone) !== day);
    const isNew = message.ts === this.newFrom;
    const view = this.viewOf(message);
    view.update(message, {
      compact: !newDay && !isNew && follows(message, previous, this.wishes.threadTs),
    });
    return [
      ...(newDay ? [this.dayLine(day, message.ts)] : []),
      ...(isNew ? [this.newLine()] : []),
      view.element,
      ...(this.wishes.threadTs && message.ts === this.wishes.threadTs
        ? [this.replyLine(message)]
        : []),
    ];
  }

  viewOf(message) {
    const key = message.ephemeral ? `${message.ts} ephemeral` : message.ts;
    if (!this.views.has(key)) this.views.set(key, new MessageView(this.app, this.wishes));
    return this.views.get(key);
  }

  forgetGone(messages) {
    const kept = new Set(messages.map(({ ts, ephemeral }) => (ephemeral ? `${ts} ephemeral` : ts)));
    for (const key of this.views.keys()) if (!kept.has(key)) this.views.delete(key);
  }

  dayLine(day, ts) {
    const { store } = this.app;
    const name = dayName(tsDate(ts), store.now(), store.zone);
    this.days ??= new Map();
    if (!this.days.has(day)) this.days.set(day, h("h2", { class: "day" }));
    return fill(this.days.get(day), h("span", {}, name));
  }

  newLine() {
    this.newNode ??= h("p", { class: "new-line" }, h("span", {}, "New"));
    return this.newNode;
  }

  replyLine({ reply_count: known }) {
    this.replyNode ??= h("p", { class: "reply-line" });
    const count = Math.max(known ?? 0, this.wishes.timeline.messages.length - 1);
    return fill(
      this.replyNode,
      h(
        "span",
        {},
        count === 0 ? "No replies yet" : `${count} ${count === 1 ? "reply" : "replies"}`,
      ),
    );
  }

  beginning() {
    const { store } = this.app;
    const channel = store.channels.get(this.wishes.channel);
    const name = store.channelName(this.wishes.channel);
    const words =
      channel?.kind === "channel"
        ? `This is where #${name} begins.`
        : `This is the beginning of your messages with ${name}.`;
    this.beginNode ??= h("p", { class: "beginning" }, words);
    return this.beginNode;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.atEnd) this.see();
    if (scrollTop < NEAR_START) this.fetchOlder();
  }

  async fetchOlder() {
    if (this.fetching || !this.wishes.timeline.hasMore || !this.wishes.older) return;
    this.fetching = true;
    await this.wishes.older();
    this.fetching = false;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.atEnd = true;
    this.see();
  }

  /** The reader is at the last message: nothing is missed, and all is read. */
  see() {
    this.missed = 0;
    this.latest.hidden = true;
    const { last } = this.wishes.timeline;
    if (last && !document.hidden) this.wishes.seen?.(last.ts);
  }

  miss() {
    this.missed += 1;
    fill(this.latest, icon("down"), `${this.missed} new`);
    this.latest.hidden = false;
  }

  announce(message) {
    const { store, announcer } = this.app;
    announcer.say(
      `${message.username ?? store.nameOf(message.user)}: ${message.text || "sent something"}`,
    );
  }

  /** Up and down from message to message, once one of them has the focus. */
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = [...this.list.querySelectorAll(".message")];
    const at = all.indexOf(event.target);
    if (!step || (at < 0 && event.target !== this.scroller)) return;
    event.preventDefault();
    const to = at < 0 ? all.length - 1 : Math.min(all.length - 1, Math.max(0, at + step));
    all[to]?.focus();
  }
}

/** True when a message needs no head of its own under the one before it. */
function follows(message, previous, threadTs) {
  if (!previous || previous.ts === threadTs) return false;
  const sameAuthor = previous.user === message.user && previous.username === message.username;
  const sameKind = Boolean(previous.ephemeral) === Boolean(message.ephemeral);
  return sameAuthor && sameKind && tsDate(message.ts) - tsDate(previous.ts) < TOGETHER;
}
