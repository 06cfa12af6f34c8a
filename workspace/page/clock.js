/** The workspace's clock: what time it is there, and steps forward. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./popup.js";
import { fullMoment, shortMoment } from "./time.js";

const JUMPS = [
  { jump: "now", label: "Now", detail: "Catch up with real time" },
  { jump: "next_hour", label: "Next hour", detail: "On the hour" },
  { jump: "next_morning", label: "Next morning", detail: "Nine o'clock" },
  { jump: "next_monday", label: "Next Monday", detail: "Nine o'clock" },
];

export class ClockControl {
  constructor(app) {
    this.app = app;
    this.time = h("time", { class: "clock-time" });
    this.state = h("span", { class: "clock-state" });
    const more = h(
      "button",
      { class: "button button-quiet clock-more", type: "button", "aria-label": "Move the clock" },
      icon("down"),
    );
    menu(
      more,
      () => JUMPS.map(({ jump, label, detail }) => ({ label, detail, run: () => this.move(jump) })),
      { end: true },
    );
    this.element = h(
      "div",
      { class: "clock", role: "group", "aria-label": "Workspace clock" },
      icon("clock"),
      h("span", { class: "clock-words" }, this.time, this.state),
      h(
        "div",
        { class: "clock-jumps" },
        JUMPS.map(({ jump, label, detail }) =>
          h(
            "button",
            {
              class: "button button-quiet",
              type: "button",
              title: detail,
              "data-jump": jump,
              onclick: () => this.move(jump),
            },
            label,
          ),
        ),
      ),
      more,
    );
    app.store.on("clock", () => this.draw());
    this.timer = setInterval(
      () => (this.element.isConnected ? this.draw() : clearInterval(this.timer)),
      1000,
    );
    this.draw();
  }

  draw() {
    const { store } = this.app;
    const now = store.now();
    const words = shortMoment(now, store.zone);
    if (this.time.textContent !== words) this.time.textContent = words;
    this.time.dateTime = now.toISOString();
    this.time.title = `${fullMoment(now, store.zone)}, ${store.zone}`;
    this.state.textContent = store.clock.running ? "" : "stopped";
  }

  async move(jump) {
    const answer = await this.app.attempt(() => this.app.api.moveClock({ jump }));
    if (!answer) return;
    this.app.store.setClock(answer);
    this.app.announcer.say(`It is now ${this.time.textContent}`);
  }
}
