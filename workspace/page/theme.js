/** Light or dark: the address first, then what was chosen here before, then the system's wish. */

import { h, fill } from "./dom.js";
import { icon } from "./icons.js";

const KEY = "workspace-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  return new URLSearchParams(location.search).get("theme") ?? localStorage.getItem(KEY);
}

function current() {
  return chosen() ?? (system.matches ? "dark" : "light");
}

function apply() {
  document.documentElement.dataset.theme = current();
}

/** Dress the page now, and again whenever the system changes its mind. */
export function startTheme() {
  apply();
  system.addEventListener("change", apply);
}

/** The button that turns light into dark and back. */
export function themeButton() {
  const button = h("button", { class: "icon-button", type: "button", onclick: toggle });
  draw();
  return button;

  function toggle() {
    const next = current() === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, next);
    const url = new URL(location.href);
    if (url.searchParams.has("theme")) {
      url.searchParams.set("theme", next);
      history.replaceState(history.state, "", url);
    }
    apply();
    draw();
  }

  function draw() {
    const dark = current() === "dark";
    const words = dark ? "Use the light theme" : "Use the dark theme";
    button.setAttribute("aria-label", words);
    button.title = words;
    fill(button, icon(dark ? "sun" : "moon"));
  }
}
