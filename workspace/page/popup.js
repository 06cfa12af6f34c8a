/** Small panels that float beside what opened them: menus and lists. */

import { h } from "./dom.js";

const GAP = 4;
const EDGE = 8;

/**
 * Show `panel` (a popover) beside `anchor`: below, or above where there is more room. A list is at
 * least as wide as its anchor.
 */
export function place(panel, anchor, { stretch = false, end = false } = {}) {
  if (!panel.matches(":popover-open")) panel.showPopover();
  const box = anchor.getBoundingClientRect();
  if (stretch) panel.style.minWidth = `${box.width}px`;
  const room = innerHeight - box.bottom - EDGE - GAP;
  const above = room < Math.min(panel.scrollHeight, 260) && box.top > room;
  panel.style.maxHeight = `${Math.max(120, above ? box.top - EDGE - GAP : room)}px`;
  const left = end ? box.right - panel.offsetWidth : box.left;
  panel.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - panel.offsetWidth - EDGE))}px`;
  panel.style.top = above ? `${box.top - panel.offsetHeight - GAP}px` : `${box.bottom + GAP}px`;
}

export function hide(panel) {
  if (panel.matches(":popover-open")) panel.hidePopover();
}

/**
 * A button that opens a menu.
 *
 * @param {HTMLButtonElement} button
 * @param {() => {label: string|Node, name?: string, detail?: string, checked?: boolean, run: () => void}[]} items
 *   `name` is heard instead of the label
 */
export function menu(button, items, { end = false, grid = false } = {}) {
  const panel = h("div", {
    class: `popup menu${grid ? " menu-grid" : ""}`,
    popover: "auto",
    role: "menu",
  });
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => (panel.matches(":popover-open") ? hide(panel) : open()));
  button.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !panel.matches(":popover-open")) {
      event.preventDefault();
      open();
    }
  });
  panel.addEventListener("keydown", move);
  panel.addEventListener("toggle", (event) => {
    button.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "closed" && panel.contains(document.activeElement)) button.focus();
    if (event.newState === "closed") panel.remove();
  });

  function open() {
    panel.replaceChildren(...items().map(line));
    button.after(panel);
    place(panel, button, { end });
    panel.querySelector("button")?.focus();
  }

  function line({ label, name, detail, checked, run }) {
    const role = checked === undefined ? "menuitem" : "menuitemradio";
    return h(
      "button",
      {
        class: "menu-item",
        type: "button",
        role,
        "aria-label": name,
        title: name,
        "aria-checked": checked === undefined ? null : String(checked),
        tabindex: "-1",
        onclick: pick,
      },
      h("span", {}, label),
      detail && h("span", { class: "menu-detail" }, detail),
    );

    function pick() {
      hide(panel);
      button.focus();
      run();
    }
  }

  function move(event) {
    const lines = [...panel.querySelectorAll("button")];
    const at = lines.indexOf(document.activeElement);
    const to = {
      ArrowDown: at + 1,
      ArrowRight: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: lines.length - 1,
    }[event.key];
    if (event.key === "Tab") hide(panel);
    if (to === undefined) return;
    event.preventDefault();
    lines[(to + lines.length) % lines.length].focus();
  }
}
