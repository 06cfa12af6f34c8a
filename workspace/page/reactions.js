/** Reactions: those that a message has, and a small choice to add. */

import { h } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { icon } from "./icons.js";
import { menu } from "./popup.js";

const OFFERED = [
  "white_check_mark",
  "eyes",
  "+1",
  "heart",
  "tada",
  "bulb",
  "thinking_face",
  "raised_hands",
];

export function reactionRow(app, channel, message) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map((reaction) => chip(app, channel, message, reaction)),
  );
}

function chip(app, channel, message, { name, users }) {
  const mine = users.includes(app.store.me.id);
  const who = users.map((id) => app.store.nameOf(id)).join(", ");
  const words = name.replaceAll("_", " ");
  return h(
    "button",
    {
      class: "reaction",
      type: "button",
      "aria-pressed": String(mine),
      "aria-label": `${words}, ${users.length}: ${who}`,
      title: `${who} · :${name}:`,
      "data-focus": `reaction/${name}`,
      onclick: () => app.attempt(() => app.api.react(channel, message.ts, name, mine)),
    },
    h("span", { "aria-hidden": "true" }, emojiFor(name) ?? `:${name}:`),
    h("span", { class: "reaction-count" }, String(users.length)),
  );
}

/** The button that offers some reactions. */
export function reactionMenu(app, channel, current) {
  const button = h(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "Add a reaction",
      title: "Add a reaction",
    },
    icon("smile"),
  );
  menu(
    button,
    () => {
      const message = current();
      const mine = new Set(
        (message.reactions ?? [])
          .filter(({ users }) => users.includes(app.store.me.id))
          .map(({ name }) => name),
      );
      return OFFERED.map((name) => ({
        label: emojiFor(name),
        name: name.replaceAll("_", " "),
        run: () => app.attempt(() => app.api.react(channel, message.ts, name, mine.has(name))),
      }));
    },
    { end: true, grid: true },
  );
  return h("span", { class: "reaction-menu" }, button);
}
