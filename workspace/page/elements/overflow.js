/** The menu behind three dots. */

import { plain } from "../blocks/text.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { link } from "../mrkdwn.js";
import { menu } from "../popup.js";

export function drawOverflow(field) {
  const { element } = field;
  const button = h(
    "button",
    {
      class: "button button-icon",
      type: "button",
      "aria-label": element.accessibility_label || "More options",
      "data-focus": field.focusKey(),
      "data-action": element.action_id,
    },
    icon("more"),
  );
  menu(
    button,
    () =>
      element.options.map((option) => ({
        label: plain(option.text),
        detail: plain(option.description),
        run: () => choose(option),
      })),
    { end: true },
  );
  return h("span", { class: "overflow" }, button);

  async function choose(option) {
    if (!(await field.confirmed())) return;
    if (option.url) link(option.url).click();
    await field.surface.act(field.block, element, { selected_option: option }, button);
  }
}
