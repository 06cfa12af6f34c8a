/** Buttons of every kind: they say which, and carry a value. */

import { plain } from "../blocks/text.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { link } from "../mrkdwn.js";

const SAFE = /^(https?:|mailto:)/i;
const ICONS = { trash: "trash" };

export function drawButton(field) {
  const { element } = field;
  const style = { primary: " button-primary", danger: " button-danger" }[element.style] ?? "";
  const button = h(
    "button",
    { class: `button${style}`, type: "button", ...naming(field), onclick: press },
    plain(element.text),
    element.url && h("span", { class: "button-out", "aria-hidden": "true" }, " ↗"),
  );
  return button;

  async function press() {
    if (button.getAttribute("aria-busy")) return;
    if (!(await field.confirmed())) return;
    if (element.url && SAFE.test(element.url)) link(element.url).click();
    await tell(field, { value: element.value, text: element.text }, button);
  }
}

export function drawIconButton(field) {
  const { element } = field;
  const seenBy = element.visible_to_user_ids;
  if (seenBy?.length && !seenBy.includes(field.store.me?.id)) return h("span", { hidden: true });
  const button = h(
    "button",
    {
      class: "button button-icon",
      type: "button",
      ...naming(field),
      title: plain(element.text),
      onclick: press,
    },
    icon(ICONS[element.icon] ?? "star"),
    h("span", {}, plain(element.text)),
  );
  return button;

  async function press() {
    if (await field.confirmed())
      await tell(field, { value: element.value, text: element.text }, button);
  }
}

export function drawFeedbackButtons(field) {
  const { positive_button: positive, negative_button: negative } = field.element;
  return h(
    "span",
    { class: "feedback-buttons", role: "group", "aria-label": "Feedback" },
    one(positive, "up_thumb", 0),
    one(negative, "down_thumb", 1),
  );

  function one(half, mark, part) {
    const words = plain(half.text);
    const button = h(
      "button",
      {
        class: "button button-icon",
        type: "button",
        "aria-pressed": "false",
        "aria-label": half.accessibility_label || words,
        "data-focus": field.focusKey(part),
        "data-action": field.element.action_id,
        title: words,
        onclick: press,
      },
      icon(mark),
    );
    return button;

    async function press() {
      for (const other of button.parentNode.children)
        other.setAttribute("aria-pressed", String(other === button));
      await tell(field, { value: half.value, text: half.text }, button);
    }
  }
}

function naming(field) {
  const { accessibility_label: spoken } = field.element;
  return {
    "aria-label": spoken || null,
    "data-focus": field.focusKey(),
    "data-action": field.element.action_id,
  };
}

function tell(field, value, control) {
  return field.surface.act(field.block, field.element, value, control);
}
