/** The strip along the top: the workspace, its clock, and the page's own switches. */

import { ClockControl } from "./clock.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { themeButton } from "./theme.js";

export class TopBar {
  constructor(app) {
    const { store } = app;
    const traffic = h(
      "button",
      {
        class: "icon-button",
        type: "button",
        title: "Traffic",
        "aria-label": "Traffic inspector",
        "aria-pressed": String(app.route.inspector),
        onclick: () => app.go({ inspector: !app.route.inspector }),
      },
      icon("traffic"),
    );
    const away = h("span", { class: "away", role: "status" });
    store.on("connection", () => {
      away.textContent = store.connected ? "" : "Reconnecting…";
    });
    app.inspectorButton = traffic;
    this.element = h(
      "header",
      { class: "topbar" },
      h(
        "button",
        {
          class: "icon-button drawer-button",
          type: "button",
          "aria-label": "Conversations",
          onclick: () => app.sidebar.openDrawer(),
        },
        icon("menu"),
      ),
      h("div", { class: "workspace-name" }, store.workspace.name),
      new ClockControl(app).element,
      h("div", { class: "topbar-end" }, away, themeButton(), traffic),
    );
  }
}
