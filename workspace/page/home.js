/** An app's Home tab, and the tabs that lead to it. */

import { avatar } from "./avatar.js";
import { Surface } from "./blocks/surface.js";
import { arrange, fill, h } from "./dom.js";

/** The tabs of an app: Home and Messages. */
export function appTabs(app, appId, current) {
  const hasHome = app.store.apps.get(appId).home !== false;
  return h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": "App" },
    hasHome && tab("home", "Home", openHome),
    tab("messages", "Messages", openMessages),
  );

  function tab(id, label, run) {
    const selected = id === current;
    return h(
      "button",
      {
        class: "tab",
        type: "button",
        role: "tab",
        "aria-selected": String(selected),
        tabindex: selected ? "0" : "-1",
        onclick: run,
        onkeydown: across,
      },
      label,
    );
  }

  function across(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = event.target.nextElementSibling ?? event.target.previousElementSibling;
    other.focus();
  }

  function openHome() {
    app.go({ view: "home", app: appId, thread: null });
  }

  function openMessages() {
    app.attempt(() => app.openDirect(app.store.apps.get(appId).bot_user_id));
  }
}

export class Home {
  constructor(app, id) {
    this.app = app;
    this.id = id;
    const owner = app.store.apps.get(id);
    this.name = owner.name;
    this.body = h("div", { class: "home-body" });
    this.element = h(
      "div",
      { class: "conversation" },
      h(
        "section",
        { class: "pane", "aria-label": `${owner.name}, Home` },
        h(
          "div",
          { class: "head" },
          h(
            "div",
            { class: "head-line" },
            avatar(id, owner.name, { app: true }),
            h("h1", {}, owner.name),
            h("span", { class: "tag" }, "App"),
          ),
          appTabs(app, id, "home"),
        ),
        h(
          "div",
          { class: "home-scroller", role: "tabpanel", "aria-label": "Home", tabindex: "0" },
          this.body,
        ),
      ),
    );
    this.stop = app.store.on("home", (which) => which === id && this.draw());
  }

  async load() {
    const { homes } = this.app.store;
    const before = homes.get(this.id);
    const answer = await this.app.attempt(() => this.app.api.openHome(this.id, "home"));
    // What the app put there meanwhile is newer than what the answer has.
    if (answer?.view && homes.get(this.id) === before) homes.set(this.id, answer.view);
    this.draw();
  }

  reload() {
    return this.load();
  }

  async follow() {}

  draw() {
    const view = this.app.store.homes.get(this.id);
    if (!view?.blocks) {
      fill(this.body, h("p", { class: "empty" }, `${this.name} has put nothing here yet.`));
      return;
    }
    if (this.viewId !== view.id) {
      this.viewId = view.id;
      this.surface = new Surface(this.app, { type: "view", view_id: view.id });
    }
    this.surface.render(view.blocks);
    arrange(this.body, [this.surface.element]);
  }

  leave() {
    this.stop();
  }
}
