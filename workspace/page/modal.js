/** The app's modals: a stack of which the top is shown, in one dialog that holds the focus. */

import { plain } from "./blocks/text.js";
import { Surface } from "./blocks/surface.js";
import { avatar } from "./avatar.js";
import { fill, h, newId } from "./dom.js";
import { icon } from "./icons.js";

const TROUBLE = "We had some trouble connecting. Try again?";

export class ModalStack {
  constructor(app) {
    this.app = app;
    this.surfaces = new Map();
    this.titleId = newId("modal");
    this.element = h("dialog", { class: "dialog modal", "aria-labelledby": this.titleId });
    this.element.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) this.submit();
    });
    app.store.on("views", () => this.draw());
  }

  get top() {
    return this.app.store.stack.at(-1);
  }

  draw() {
    const { stack } = this.app.store;
    const ids = new Set(stack.map(({ id }) => id));
    for (const id of this.surfaces.keys()) if (!ids.has(id)) this.surfaces.delete(id);
    if (!this.top) {
      if (this.element.open) this.element.close();
      this.shown = null;
      return;
    }
    if (!this.surfaces.has(this.top.id))
      this.surfaces.set(this.top.id, new Surface(this.app, { type: "view", view_id: this.top.id }));
    const surface = this.surfaces.get(this.top.id);
    surface.render(this.top.blocks ?? []);
    this.layOut(surface);
    if (!this.element.open) this.element.showModal();
    if (this.shown !== this.top.id) this.enter(surface);
    this.shown = this.top.id;
  }

  /** The frame around the blocks; drawn anew for another view, kept for an update of the same. */
  layOut(surface) {
    const { top } = this;
    if (this.shown !== top.id) {
      this.title = h("h2", { class: "dialog-title", id: this.titleId });
      this.fault = h("div", { class: "modal-fault", role: "alert" });
      this.foot = h("div", { class: "dialog-foot" });
      this.head = h("div", { class: "modal-head" });
      fill(
        this.element,
        this.head,
        h("div", { class: "modal-body" }, this.fault, surface.element),
        this.foot,
      );
    }
    fill(this.title, plain(top.title));
    fill(
      this.head,
      this.emblem(),
      this.title,
      h(
        "button",
        {
          class: "icon-button",
          type: "button",
          "aria-label": "Close",
          onclick: () => this.close(true),
        },
        icon("close"),
      ),
    );
    this.drawFoot();
  }

  emblem() {
    const owner = this.app.store.apps.get(this.top.app_id) ?? this.app.store.appOf(this.top.bot_id);
    return owner ? avatar(owner.id, owner.name, { app: true }) : null;
  }

  drawFoot() {
    const { top } = this;
    const focused = this.foot.contains(document.activeElement)
      ? document.activeElement.dataset.foot
      : null;
    const hasInput = (top.blocks ?? []).some(({ type }) => type === "input");
    const back = this.app.store.stack.length > 1;
    const close = h(
      "button",
      { class: "button", type: "button", "data-foot": "close", onclick: () => this.close() },
      plain(top.close) || (back ? "Back" : "Close"),
    );
    const submit =
      (top.submit || hasInput) &&
      h(
        "button",
        {
          class: "button button-primary",
          type: "button",
          "data-foot": "submit",
          onclick: () => this.submit(),
        },
        plain(top.submit) || "Submit",
      );
    if (submit && top.submit_disabled) submit.disabled = true;
    this.submitButton = submit || null;
    fill(this.foot, close, submit);
    if (focused) this.foot.querySelector(`[data-foot="${focused}"]`)?.focus();
  }

  /** Into a new view: the element that asked for focus, else the first field, else the title. */
  enter(surface) {
    const wanted = surface.element.querySelector("[autofocus]");
    const first = surface.element.querySelector("input:not([type=file]), textarea");
    const target = wanted ?? first ?? this.submitButton ?? this.foot.querySelector("button");
    target?.focus();
    this.element.querySelector(".modal-body").scrollTop = 0;
  }

  async submit() {
    const { top } = this;
    if (!this.submitButton || this.submitButton.disabled || this.busy) return;
    const surface = this.surfaces.get(top.id);
    fill(this.fault);
    if (Object.keys(surface.check()).length > 0) return;
    this.wait(true);
    try {
      const answer = await this.app.api.submit(top.id, surface.state());
      if (!answer.ok) this.refuse(surface, answer);
    } catch (error) {
      this.refuse(surface, { error: error.message });
    } finally {
      this.wait(false);
    }
  }

  refuse(surface, { errors, error }) {
    if (!errors) {
      fill(this.fault, icon("warning"), h("span", {}, TROUBLE), error && h("code", {}, error));
      return;
    }
    const homeless = surface.showFaults(errors);
    if (homeless.length > 0)
      fill(this.fault, icon("warning"), homeless.map(([, words]) => words).join(" "));
  }

  wait(busy) {
    this.busy = busy;
    for (const button of this.foot.querySelectorAll("button"))
      button.setAttribute("aria-busy", String(busy));
  }

  async close(all = false) {
    const { top } = this;
    if (!top) return;
    await this.app.attempt(() =>
      this.app.api.closeView(top.id, all && this.app.store.stack.length > 1),
    );
  }
}
