/** Faces: initials on a colour that a person or an app keeps. */

import { h } from "./dom.js";

/** Neighbouring ids land far apart on the wheel. */
const GOLDEN_ANGLE = 137.508;

/** A picture for `id`, called `name`; decoration, since the name always stands beside it. */
export function avatar(id, name, { app = false, size = "medium" } = {}) {
  const face = h(
    "span",
    { class: `avatar avatar-${size}${app ? " avatar-app" : ""}`, "aria-hidden": "true" },
    initials(name),
  );
  face.style.setProperty("--hue", hue(id));
  return face;
}

function initials(name) {
  const words = String(name ?? "")
    .trim()
    .split(/[\s._-]+/)
    .filter(Boolean);
  if (words.length === 0) return "?";
  const letters = words.length === 1 ? [words[0]] : [words[0], words.at(-1)];
  return letters.map((word) => [...word][0].toUpperCase()).join("");
}

function hue(id) {
  let sum = 7;
  for (const character of String(id)) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return (sum * GOLDEN_ANGLE) % 360;
}
