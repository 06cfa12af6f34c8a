/** What passes between the apps and the workspace: a drawer along the bottom. */

import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { fullMoment } from "./time.js";

const MOST = 500;
const KINDS = { web_api: "Web API", socket: "Socket", http: "HTTP", response_url: "response_url" };

export class Inspector {
  constructor(app) {
    this.app = app;
    this.entries = [];
    this.filter = h("input", {
      class: "input input-small",
      type: "search",
      placeholder: "Filter by name",
      "aria-label": "Filter traffic by name",
      oninput: () => this.draw(),
    });
    this.rows = h("tbody");
    this.detail = h("div", { class: "traffic-detail" });
    this.element = h(
      "section",
      { class: "inspector", "aria-label": "Traffic", hidden: true },
      h(
        "div",
        { class: "inspector-head" },
        h("h2", {}, "Traffic"),
        this.filter,
        h(
          "button",
          { class: "button button-quiet", type: "button", onclick: () => this.clear() },
          "Clear",
        ),
        h(
          "button",
          {
            class: "icon-button",
            type: "button",
            "aria-label": "Close the inspector",
            onclick: () => app.go({ inspector: false }),
          },
          icon("close"),
        ),
      ),
      h(
        "div",
        { class: "inspector-body" },
        h(
          "div",
          { class: "traffic-scroller", tabindex: "0", role: "region", "aria-label": "Calls" },
          h(
            "table",
            { class: "traffic" },
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                ["Time", "", "Kind", "Name", "Status", "ms"].map((name) =>
                  h(name ? "th" : "td", { scope: name ? "col" : null }, name),
                ),
              ),
            ),
            this.rows,
          ),
        ),
        this.detail,
      ),
    );
    this.explain();
    app.store.on("traffic", (entry) => this.add(entry));
  }

  async toggle(open) {
    this.app.inspectorButton.setAttribute("aria-pressed", String(open));
    if (open === !this.element.hidden) return;
    this.element.hidden = !open;
    if (!open) return;
    const answer = await this.app.attempt(() => this.app.api.traffic(this.entries.at(-1)?.n ?? 0));
    answer?.entries.forEach((entry) => this.put(entry));
    this.draw();
  }

  put(entry) {
    if (this.entries.some(({ n }) => n === entry.n)) return;
    this.entries.push(entry);
    if (this.entries.length > MOST) this.entries.shift();
  }

  add(entry) {
    this.put(entry);
    if (this.element.hidden || this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
    });
  }

  draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.entries.filter(({ name, kind }) =>
      `${name} ${kind}`.toLowerCase().includes(wanted),
    );
    const focused = document.activeElement?.dataset?.entry;
    fill(
      this.rows,
      shown.toReversed().map((entry) => this.row(entry)),
    );
    if (focused) this.rows.querySelector(`[data-entry="${focused}"]`)?.focus();
  }

  row(entry) {
    const { n, at, direction, kind, name, status, ms } = entry;
    const wrong = Number(status) >= 400 || status === "timeout" || entry.response?.ok === false;
    const button = h(
      "button",
      {
        class: "link-button",
        type: "button",
        "data-entry": n,
        "aria-pressed": String(n === this.chosen),
        onclick: () => this.choose(entry),
      },
      name,
    );
    const way = direction === "in" ? ["right", "from the app"] : ["left", "to the app"];
    return h(
      "tr",
      { class: `${wrong ? "traffic-wrong" : ""}${n === this.chosen ? " traffic-chosen" : ""}` },
      h("td", { class: "numeric" }, timeOf(at)),
      h("td", { title: way[1] }, icon(way[0]), h("span", { class: "visually-hidden" }, way[1])),
      h("td", {}, KINDS[kind] ?? kind),
      h("td", {}, button),
      h("td", { class: "numeric" }, String(status ?? "")),
      h(
        "td",
        { class: "numeric" },
        ms === null || ms === undefined ? "" : String(Math.round(ms * 10) / 10),
      ),
    );
  }

  choose(entry) {
    this.chosen = entry.n;
    this.draw();
    const when = entry.at
      ? fullMoment(
          new Date(typeof entry.at === "number" ? entry.at * 1000 : entry.at),
          this.app.store.zone,
        )
      : "";
    fill(
      this.detail,
      h("h3", {}, entry.name),
      h("p", { class: "quiet" }, when),
      part("Request", entry.request),
      part("Response", entry.response),
    );
  }

  explain() {
    fill(this.detail, h("p", { class: "quiet" }, "Choose a call to see what was said."));
  }

  clear() {
    this.entries = [];
    this.chosen = null;
    this.explain();
    this.draw();
  }
}

function part(title, value) {
  const words = typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
  return h(
    "div",
    {},
    h("h4", { class: "small-label" }, title),
    h("pre", { class: "json", tabindex: "0", "aria-label": title }, words),
  );
}

function timeOf(at) {
  if (at === undefined || at === null) return "";
  return new Date(typeof at === "number" ? at * 1000 : at).toISOString().slice(11, 23);
}
