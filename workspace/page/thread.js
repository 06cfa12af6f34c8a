/** A thread beside its conversation. */

import { Composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { acceptDrops } from "./files.js";
import { icon } from "./icons.js";
import { TimelineView } from "./timeline.js";

export class Thread {
  constructor(app, conversation, ts) {
    this.app = app;
    this.channel = conversation.id;
    this.ts = ts;
    this.timeline = app.store.thread(this.channel, ts);
    this.view = new TimelineView(app, {
      channel: this.channel,
      timeline: this.timeline,
      label: "Messages in this thread",
      threadTs: ts,
    });
    this.composer = new Composer(app, {
      channel: this.channel,
      threadTs: ts,
      label: "Reply in the thread",
    });
    this.status = h("p", { class: "typing", role: "status" });
    const close = h(
      "button",
      {
        class: "icon-button",
        type: "button",
        "aria-label": "Close the thread",
        onclick: () => this.close(),
      },
      icon("close"),
    );
    this.element = h(
      "section",
      { class: "thread", "aria-label": "Thread" },
      h(
        "div",
        { class: "head" },
        h(
          "div",
          { class: "head-line" },
          h("h2", {}, "Thread"),
          h("span", { class: "quiet" }, `${conversation.prefix}${conversation.name}`),
          close,
        ),
      ),
      this.view.element,
      this.status,
      this.composer.element,
    );
    acceptDrops(this.element, (files) => this.composer.attach(files));
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.close();
    });
    this.stops = [
      app.store.on(
        "thread",
        (channel, root, message) =>
          channel === this.channel && root === ts && this.changed(message),
      ),
      app.store.on("status", () => this.drawStatus()),
    ];
  }

  async load() {
    const answer = await this.app.attempt(() => this.app.api.thread(this.channel, this.ts));
    if (!answer) return;
    this.timeline.messages = [];
    answer.messages.forEach((message) => this.timeline.put(message));
    this.timeline.loaded = true;
    this.view.draw();
    this.view.toEnd();
    if (matchMedia("(min-width: 800px)").matches) this.composer.focus();
  }

  changed(message) {
    this.view.draw({ arrived: message });
    if (message && message.user !== this.app.store.me.id) this.view.announce(message);
  }

  drawStatus() {
    const text = this.app.store.statuses.get(`${this.channel}/${this.ts}`);
    fill(this.status, text && `The app ${text}`);
  }

  close() {
    this.app.go({ thread: null });
  }

  leave() {
    this.stops.forEach((stop) => stop());
  }
}
