/** One message: who and when, what it says, and what one can do with it. */

import { avatar } from "./avatar.js";
import { Surface } from "./blocks/surface.js";
import { showJson } from "./dialog.js";
import { arrange, fill, h } from "./dom.js";
import { fileCard } from "./files.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { reactionRow, reactionMenu } from "./reactions.js";
import { clockTime, dayName, fullMoment, tsDate } from "./time.js";

export class MessageView {
  /** @param {{channel: string, threadTs?: string, openThread?: (ts: string) => void}} place */
  constructor(app, place) {
    this.app = app;
    this.place = place;
    this.face = h("div", { class: "message-face" });
    this.head = h("div", { class: "message-head" });
    this.body = h("div", { class: "message-body" });
    this.foot = h("div", { class: "message-foot" });
    this.tools = h("div", {
      class: "message-tools",
      role: "group",
      "aria-label": "Message actions",
    });
    this.element = h(
      "article",
      { class: "message", tabindex: "-1" },
      this.face,
      h("div", { class: "message-main" }, this.head, this.body, this.foot),
      this.tools,
    );
    this.surfaces = [];
  }

  /** Show this version of the message; only what differs is drawn again. */
  update(message, { compact }) {
    if (this.message === message && this.compact === compact) return;
    const first = !this.message;
    this.message = message;
    this.compact = compact;
    this.element.dataset.ts = message.ts;
    this.element.classList.toggle("compact", compact);
    this.element.classList.toggle("ephemeral", Boolean(message.ephemeral));
    this.element.setAttribute("aria-label", `${this.author}, ${this.moment}`);
    this.drawHead();
    this.drawBody();
    this.drawFoot();
    if (first) this.drawTools();
  }

  get author() {
    const { message, app } = this;
    return message.username || app.store.nameOf(message.user);
  }

  get moment() {
    return clockTime(tsDate(this.message.ts), this.app.store.zone);
  }

  drawHead() {
    const { message, app, compact, author } = this;
    const date = tsDate(message.ts);
    const time = h(
      "time",
      {
        class: "message-time",
        datetime: date.toISOString(),
        title: fullMoment(date, app.store.zone),
      },
      this.when(date),
    );
    const id = app.store.appOf(message.user)?.id ?? message.app_id ?? message.user;
    fill(this.face, compact ? time : avatar(id, author, { app: message.bot }));
    fill(
      this.head,
      message.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only you can see this"),
      !compact &&
        h(
          "div",
          { class: "message-line" },
          h("span", { class: "message-author" }, author),
          message.bot && h("span", { class: "tag" }, "App"),
          time,
        ),
    );
  }

  /** In a thread, which has no day lines, the day is told with the time. */
  when(date) {
    const { store } = this.app;
    const { threadTs } = this.place;
    const day = threadTs && !this.compact ? dayName(date, store.now(), store.zone) : "Today";
    return day === "Today" ? this.moment : `${day}, ${this.moment}`;
  }

  drawBody() {
    const { message, app } = this;
    const parts = [];
    this.used = 0;
    if (message.blocks?.length && !isTyped(message)) parts.push(this.blocks(message.blocks));
    else if (message.text)
      parts.push(
        h("div", { class: "text message-text" }, mrkdwn(message.text, this.surface(0).reading)),
      );
    parts.push(...(message.attachments ?? []).map((attachment) => this.attachment(attachment)));
    if (message.files?.length)
      parts.push(
        h(
          "div",
          { class: "files" },
          message.files.map((file) => fileCard(file, app.api)),
        ),
      );
    if (message.edited) parts.push(h("span", { class: "edited" }, "(edited)"));
    arrange(this.body, parts);
  }

  /** Blocks stay on the surface that showed them before, so that entries and focus survive. */
  blocks(blocks) {
    const surface = this.surface(this.used++);
    surface.render(blocks);
    return surface.element;
  }

  surface(index) {
    const { channel } = this.place;
    const { ts, ephemeral } = this.message;
    this.surfaces[index] ??= new Surface(this.app, {
      type: "message",
      channel,
      ts,
      ...(ephemeral && { ephemeral: true }),
    });
    return this.surfaces[index];
  }

  attachment({ color, pretext, title, title_link: url, text, blocks, fields, fallback, footer }) {
    const { reading } = this.surface(0);
    const bar = h("div", { class: "attachment-held" });
    const say = (words, className) =>
      words && h("div", { class: `text ${className}` }, mrkdwn(words, reading));
    if (blocks) bar.append(this.blocks(blocks));
    else {
      const heading = title && (url ? mrkdwn(`<${url}|${title}>`, reading) : title);
      const pairs = fields?.map((field) =>
        h("div", { class: "field" }, h("b", {}, field.title), say(field.value, "field-value")),
      );
      fill(
        bar,
        heading && h("div", { class: "attachment-title" }, heading),
        say(text ?? (title ? "" : fallback), "attachment-text"),
        pairs && h("div", { class: "fields" }, pairs),
        say(footer, "attachment-footer"),
      );
    }
    const node = h("div", { class: "attachment" }, bar);
    if (/^#?[0-9a-f]{3,8}$/i.test(color ?? ""))
      node.style.setProperty("--bar", color.startsWith("#") ? color : `#${color}`);
    return h("div", {}, say(pretext, "attachment-pretext"), node);
  }

  drawFoot() {
    const { message, app, place } = this;
    const focus = this.foot.contains(document.activeElement)
      ? document.activeElement.dataset.focus
      : null;
    fill(
      this.foot,
      reactionRow(app, place.channel, message),
      !place.threadTs && message.reply_count > 0 && this.replies(),
    );
    if (focus) this.foot.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
  }

  replies() {
    const { message, app, place } = this;
    const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
    const faces = (message.reply_users ?? [])
      .slice(0, 4)
      .map((id) =>
        avatar(app.store.appOf(id)?.id ?? id, app.store.nameOf(id), {
          app: Boolean(app.store.appOf(id)),
          size: "tiny",
        }),
      );
    const last = message.latest_reply && tsDate(message.latest_reply);
    const when =
      last &&
      `Last reply ${dayName(last, app.store.now(), app.store.zone)} at ${clockTime(last, app.store.zone)}`;
    return h(
      "button",
      {
        class: "replies",
        type: "button",
        "data-focus": "replies",
        onclick: () => place.openThread(message.ts),
      },
      faces,
      h("span", { class: "replies-count" }, count),
      when && h("span", { class: "quiet" }, when),
    );
  }

  drawTools() {
    const { app, place } = this;
    const canReply = !place.threadTs && !this.message.ephemeral;
    fill(
      this.tools,
      !this.message.ephemeral && reactionMenu(app, place.channel, () => this.message),
      canReply && tool("reply", "Reply in a thread", () => place.openThread(this.message.ts)),
      tool("code", "Show the message as JSON", () => showJson("Message", this.message)),
    );
  }
}

/** What a person typed reads as mrkdwn; the rich text that Slack makes of it says the same. */
function isTyped({ bot, blocks, text }) {
  return !bot && Boolean(text) && blocks.every(({ type }) => type === "rich_text");
}

function tool(mark, label, run) {
  return h(
    "button",
    { class: "icon-button", type: "button", "aria-label": label, title: label, onclick: run },
    icon(mark),
  );
}
