/** What the page does not draw: its kind, and its JSON. */

import { h } from "../dom.js";

export function drawUnknown(thing) {
  return h(
    "details",
    { class: "unknown" },
    h("summary", {}, "Not drawn here: ", h("code", {}, String(thing?.type ?? "no type"))),
    h(
      "pre",
      { class: "json", tabindex: "0", "aria-label": "JSON" },
      JSON.stringify(thing, null, 2),
    ),
  );
}
