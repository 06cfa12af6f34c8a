/** Fields to write in: text, email, web address, number. */

import { h } from "../dom.js";

const KINDS = { email_text_input: "email", url_text_input: "url" };
const PAUSE = 500;

export function drawTextInput(field) {
  const { element } = field;
  const start = field.kept ? field.kept.value : element.initial_value;
  const naming = { class: "input", placeholder: field.placeholder || null, ...field.naming() };
  const control = element.multiline
    ? h("textarea", { ...naming, rows: "4" })
    : h("input", {
        ...naming,
        type: "text",
        inputmode: KINDS[element.type] ?? null,
        autocomplete: "off",
      });
  control.value = start ?? "";
  return wire(field, control, (text) => ({ value: text === "" ? null : text }), element.max_length);
}

export function drawNumberInput(field) {
  const { element } = field;
  const start = field.kept ? field.kept.value : element.initial_value;
  const control = h("input", {
    class: "input input-short",
    type: "text",
    inputmode: element.is_decimal_allowed ? "decimal" : "numeric",
    placeholder: field.placeholder || null,
    autocomplete: "off",
    ...field.naming(),
  });
  control.value = start ?? "";
  return wire(field, control, (text) => ({ value: text === "" ? null : text }));
}

/** Rich text is written here as plain paragraphs; the app receives it as `rich_text`. */
export function drawRichTextInput(field) {
  const start = field.kept ? field.kept.rich_text_value : field.element.initial_value;
  const control = h("textarea", {
    class: "input",
    rows: "4",
    placeholder: field.placeholder || null,
    ...field.naming(),
  });
  control.value = wordsOf(start);
  return wire(field, control, (text) => ({
    rich_text_value: text === "" ? null : asRichText(text),
  }));
}

/**
 * Keep what is written as it is written. Where the element sends, it does so on Enter, or, if the
 * app asks for it, on every character once the writer pauses.
 */
function wire(field, control, read, most) {
  const triggers = field.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let timer = 0;
  field.keep(read(control.value));
  control.addEventListener("input", () => {
    field.keep(read(control.value));
    if (!field.sends || !triggers.includes("on_character_entered")) return;
    clearTimeout(timer);
    timer = setTimeout(() => field.change(read(control.value), control), PAUSE);
  });
  control.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || control.tagName === "TEXTAREA") return;
    if (!field.sends || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    event.stopPropagation();
    field.change(read(control.value), control);
  });
  return most && most <= 3000 && control.tagName === "TEXTAREA" ? counted(control, most) : control;
}

/** How many characters are left, once it begins to matter. */
function counted(control, most) {
  const left = h("span", { class: "input-left", "aria-hidden": "true" });
  const tell = () => {
    const rest = most - control.value.length;
    left.textContent = rest <= Math.max(50, most / 10) ? String(rest) : "";
    left.classList.toggle("input-over", rest < 0);
  };
  control.addEventListener("input", tell);
  tell();
  return h("div", { class: "input-counted" }, control, left);
}

function asRichText(text) {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  };
}

function wordsOf(richText) {
  const sections = richText?.elements ?? [];
  return sections
    .map(({ elements = [] }) => elements.map(({ text = "" }) => text).join(""))
    .join("\n");
}
