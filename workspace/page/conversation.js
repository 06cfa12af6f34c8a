/** One conversation: its head, its messages, where one writes, and the thread at its side. */

import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { fill, h } from "./dom.js";
import { acceptDrops } from "./files.js";
import { appTabs } from "./home.js";
import { Thread } from "./thread.js";
import { TimelineView } from "./timeline.js";

export class Conversation {
  constructor(app, id) {
    this.app = app;
    this.id = id;
    this.thread = null;
    this.element = h("div", { class: "conversation" });
    if (!id) return;
    this.channel = app.store.channels.get(id);
    this.name = app.store.channelName(id);
    this.timeline = app.store.timeline(id);
    this.view = new TimelineView(app, {
      channel: id,
      timeline: this.timeline,
      label: `Messages in ${this.name}`,
      unread: this.channel.unread ?? 0,
      older: () => this.older(),
      seen: (ts) => this.seen(ts),
      openThread: (ts) => app.go({ thread: ts }),
    });
    this.composer = new Composer(app, { channel: id, label: `Message ${this.prefix}${this.name}` });
    this.status = h("p", { class: "typing", role: "status" });
    this.side = h("div", { class: "side" });
    const pane = h(
      "section",
      { class: "pane", "aria-label": this.name },
      this.head(),
      this.view.element,
      this.status,
      this.composer.element,
    );
    acceptDrops(pane, (files) => this.composer.attach(files));
    fill(this.element, pane, this.side);
    this.stops = [
      app.store.on("messages", (channel, message) => channel === id && this.changed(message)),
      app.store.on("status", () => this.drawStatus()),
    ];
  }

  get prefix() {
    return this.channel.kind === "channel" ? "#" : "";
  }

  get appId() {
    const { store } = this.app;
    return this.channel.app_id ?? store.appOf(this.channel.user)?.id;
  }

  head() {
    const { store } = this.app;
    const { kind, user, members } = this.channel;
    const owner = this.appId && store.apps.get(this.appId);
    const mark =
      kind === "channel"
        ? h("span", { class: "head-hash", "aria-hidden": "true" }, "#")
        : avatar(owner?.id ?? user ?? this.id, this.name, { app: Boolean(owner) });
    const count =
      kind === "channel" && members
        ? h("span", { class: "quiet" }, `${members} ${members === 1 ? "member" : "members"}`)
        : null;
    return h(
      "div",
      { class: "head" },
      h(
        "div",
        { class: "head-line" },
        mark,
        h("h1", {}, this.name),
        owner && h("span", { class: "tag" }, "App"),
        count,
      ),
      owner && appTabs(this.app, owner.id, "messages"),
    );
  }

  async load(route) {
    if (!this.id) {
      fill(this.element, h("p", { class: "empty" }, "No conversations yet."));
      return;
    }
    await this.reload();
    await this.follow(route);
    if (this.appId) this.app.attempt(() => this.app.api.openHome(this.appId, "messages"));
    if (!route.thread && matchMedia("(min-width: 800px)").matches) this.composer.focus();
  }

  /** Fetch the latest page anew. */
  async reload() {
    const answer = await this.app.attempt(() => this.app.api.messages(this.id));
    if (!answer) return;
    this.timeline.messages = [];
    answer.messages.forEach((message) => this.timeline.put(message));
    this.timeline.hasMore = answer.has_more;
    this.timeline.loaded = true;
    this.view.draw();
    this.view.toEnd();
    await this.thread?.load();
  }

  async older() {
    const [first] = this.timeline.messages;
    const answer = await this.app.attempt(() =>
      this.app.api.messages(this.id, { before: first?.ts }),
    );
    if (!answer) return;
    answer.messages.forEach((message) => this.timeline.put(message));
    this.timeline.hasMore = answer.has_more;
    this.view.draw();
  }

  changed(message) {
    if (this.view.atEnd) this.timeline.trim();
    this.view.draw({ arrived: message });
    if (message && message.user !== this.app.store.me.id) this.view.announce(message);
  }

  seen(ts) {
    const known = this.app.store.channels.get(this.id);
    if (this.readTo === ts) return;
    this.readTo = ts;
    if (known?.unread) {
      known.unread = 0;
      this.app.store.publish("channels");
    }
    this.app.attempt(() => this.app.api.markRead(this.id, ts));
  }

  /** The reader is back at the page: what is in sight is read. */
  looked() {
    if (this.view?.atEnd) this.view.see();
  }

  /** Open or close the thread that the route names. */
  async follow({ thread }) {
    if (!this.id || (this.thread?.ts ?? null) === thread) return;
    this.thread?.leave();
    this.thread = thread ? new Thread(this.app, this, thread) : null;
    this.element.classList.toggle("with-thread", Boolean(thread));
    fill(this.side, this.thread?.element);
    await this.thread?.load();
  }

  drawStatus() {
    const text = this.app.store.statuses.get(`${this.id}/`);
    fill(this.status, text && `${this.name} ${text}`);
  }

  leave() {
    this.thread?.leave();
    this.stops?.forEach((stop) => stop());
  }
}
