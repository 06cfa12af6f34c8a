/** Words for screen readers as things happen, and short notices for everyone. */

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

const NOTICE_STAYS = 6000;

export class Announcer {
  constructor() {
    this.polite = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });
    this.notices = h("div", { class: "notices", role: "alert" });
    this.element = h("div", {}, this.polite, this.notices);
  }

  /** Read aloud when the reader has finished what it is saying. */
  say(text) {
    fill(this.polite, h("p", {}, text));
  }

  /** Show and read aloud that something did not work. */
  notice(text) {
    const line = h("div", { class: "notice" }, icon("warning"), h("span", {}, text));
    this.notices.append(line);
    setTimeout(() => line.remove(), NOTICE_STAYS);
  }
}
