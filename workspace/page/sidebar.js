/** The left side: who one is, a way to anywhere, and the conversations. */

import { avatar } from "./avatar.js";
import { combobox } from "./combobox.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { peopleOptions, personSwitcher } from "./people.js";

export class Sidebar {
  constructor(app) {
    this.app = app;
    const { store } = app;
    const { me } = store;
    this.lists = h("nav", { class: "conversations", "aria-label": "Conversations" });
    this.jump = h("div", { class: "jump" });
    this.element = h(
      "aside",
      { class: "sidebar", "aria-label": "Workspace" },
      h(
        "div",
        { class: "sidebar-head" },
        h(
          "div",
          { class: "person-switch" },
          avatar(me.id, me.real_name || me.name),
          h(
            "div",
            { class: "person-field" },
            h(
              "span",
              { class: "small-label", "aria-hidden": "true" },
              me.admin ? "Acting as · administrator" : "Acting as",
            ),
            personSwitcher(app),
          ),
        ),
        h(
          "button",
          {
            class: "icon-button drawer-button",
            type: "button",
            "aria-label": "Close the list",
            onclick: () => this.closeDrawer(),
          },
          icon("close"),
        ),
      ),
      this.jump,
      this.lists,
    );
    this.drawJump();
    store.on("channels", () => this.draw());
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeDrawer();
    });
    document.onpointerdown = ({ target }) => this.element.contains(target) || this.closeDrawer();
    document.onkeydown = (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "k") {
        event.preventDefault();
        this.openDrawer();
        this.jump.querySelector("input").focus();
      }
    };
  }

  /** A field that finds any channel, person or app. */
  drawJump() {
    const { app } = this;
    const field = combobox({
      label: "Jump to a channel, a person or an app",
      placeholder: "Jump to…  Ctrl K",
      focusKey: "jump",
      options: this.places(),
      onChange: ([place]) => {
        this.drawJump();
        if (place.raw.channel)
          app.go({ view: "channel", channel: place.raw.channel, thread: null });
        else if (place.raw.app) app.go({ view: "home", app: place.raw.app });
        else app.attempt(() => app.openDirect(place.raw.person));
      },
    });
    fill(this.jump, icon("search"), field);
  }

  places() {
    const { store } = this.app;
    const channels = [...store.channels.values()]
      .filter(({ kind }) => kind !== "im")
      .map(({ id, name }) => ({
        value: id,
        text: name,
        group: "Channels",
        mark: () => h("span", { class: "option-hash", "aria-hidden": "true" }, "#"),
        raw: { channel: id },
      }));
    const apps = [...store.apps.values()].map(({ id, name }) => ({
      value: id,
      text: name,
      group: "Apps",
      mark: () => avatar(id, name, { app: true, size: "tiny" }),
      raw: { app: id },
    }));
    const people = peopleOptions(store)
      .filter(({ value }) => value !== store.me.id)
      .map((option) => ({ ...option, group: "People", raw: { person: option.value } }));
    return [...channels, ...apps, ...people];
  }

  draw() {
    const { store } = this.app;
    const all = [...store.channels.values()];
    const byName = (one, other) =>
      store.channelName(one.id).localeCompare(store.channelName(other.id));
    const appOf = (channel) => store.apps.get(channel.app_id) ?? store.appOf(channel.user);
    const channels = all.filter(({ kind }) => kind === "channel").sort(byName);
    const direct = all
      .filter((channel) => channel.kind !== "channel" && !appOf(channel))
      .sort(byName);
    const focus = document.activeElement?.dataset?.place;
    fill(
      this.lists,
      section(
        "Channels",
        channels.map((channel) => this.channelLine(channel)),
      ),
      section(
        "Direct messages",
        direct.map((channel) => this.channelLine(channel)),
      ),
      section(
        "Apps",
        [...store.apps.values()].map((one) =>
          this.appLine(
            one,
            all.find((channel) => appOf(channel)?.id === one.id),
          ),
        ),
      ),
    );
    if (focus) this.lists.querySelector(`[data-place="${CSS.escape(focus)}"]`)?.focus();
  }

  channelLine(channel) {
    const { store, route, main } = this.app;
    const name = store.channelName(channel.id);
    const mark =
      channel.kind === "channel"
        ? h("span", { class: "hash", "aria-hidden": "true" }, channel.private ? icon("lock") : "#")
        : avatar(channel.user ?? channel.id, name, { size: "tiny" });
    const current = route.view !== "home" && main?.id === channel.id;
    return this.line({
      mark,
      name,
      unread: channel.unread,
      current,
      place: channel.id,
      go: { view: "channel", channel: channel.id, thread: null },
    });
  }

  appLine(one, channel) {
    const { route, main } = this.app;
    const inHome = route.view === "home" && main?.id === one.id;
    const inMessages = route.view !== "home" && channel && main?.id === channel.id;
    const unread = channel?.unread ?? 0;
    const go =
      channel && unread > 0
        ? { view: "channel", channel: channel.id, thread: null }
        : { view: "home", app: one.id };
    return this.line({
      mark: avatar(one.id, one.name, { app: true, size: "tiny" }),
      name: one.name,
      unread,
      current: inHome || inMessages,
      place: one.id,
      go,
    });
  }

  line({ mark, name, unread = 0, current, place, go }) {
    return h(
      "li",
      {},
      h(
        "button",
        {
          class: `place${unread > 0 ? " place-unread" : ""}`,
          type: "button",
          "aria-current": current ? "page" : null,
          "data-place": place,
          onclick: () => this.app.go(go),
        },
        mark,
        h("span", { class: "place-name" }, name),
        unread > 0 &&
          h(
            "span",
            { class: "badge" },
            String(unread),
            h("span", { class: "visually-hidden" }, " unread"),
          ),
      ),
    );
  }

  /** On a narrow screen the sidebar is a drawer; anything outside closes it. */
  openDrawer() {
    this.element.classList.add("sidebar-open");
    this.element.querySelector(".drawer-button").focus();
  }

  closeDrawer() {
    this.element.classList.remove("sidebar-open");
  }
}

function section(title, lines) {
  if (lines.length === 0) return null;
  return h(
    "section",
    { class: "place-section" },
    h("h2", { class: "small-label" }, title),
    h("ul", { "aria-label": title }, lines),
  );
}
