/** Radio buttons and checkboxes: every option in sight. */

import { textNodes } from "../blocks/text.js";
import { h, newId } from "../dom.js";

export function drawRadioButtons(field) {
  const { element } = field;
  const kept = field.kept ? field.kept.selected_option : (element.initial_option ?? null);
  const chosen = element.options.find((option) => option.value === kept?.value) ?? null;
  field.keep({ selected_option: chosen });
  return group(
    field,
    "radio",
    (option) => option.value === chosen?.value,
    (_inputs, option, input) => field.change({ selected_option: option }, input),
  );
}

export function drawCheckboxes(field) {
  const { element } = field;
  const kept = field.kept ? field.kept.selected_options : (element.initial_options ?? []);
  const values = new Set(kept.map(({ value }) => value));
  field.keep({ selected_options: element.options.filter(({ value }) => values.has(value)) });
  return group(
    field,
    "checkbox",
    (option) => values.has(option.value),
    (inputs, _option, input) =>
      field.change(
        { selected_options: element.options.filter((_, index) => inputs[index].checked) },
        input,
      ),
  );
}

function group(field, type, isChosen, onChange) {
  const name = newId(type);
  const inputs = [];
  const lines = field.element.options.map((option, index) => line(option, index));
  return h(
    "div",
    {
      class: "choices",
      role: type === "radio" ? "radiogroup" : "group",
      "aria-label": field.labelledBy ? null : field.label,
      "aria-labelledby": field.labelledBy,
      "aria-describedby": field.describedBy,
    },
    lines,
  );

  function line(option, index) {
    const described = option.description && newId("option");
    const input = h("input", {
      type,
      name,
      checked: isChosen(option),
      value: option.value,
      "aria-describedby": described || null,
      "data-focus": field.focusKey(index),
      "data-action": field.element.action_id,
      autofocus: index === 0 && field.element.focus_on_load === true,
      onchange: changed,
    });
    inputs.push(input);
    return h(
      "label",
      { class: "choice" },
      input,
      h(
        "span",
        { class: "choice-words" },
        h("span", { class: "choice-text text" }, textNodes(option.text, field.surface)),
        option.description &&
          h(
            "span",
            { class: "choice-detail text", id: described },
            textNodes(option.description, field.surface),
          ),
      ),
    );

    async function changed() {
      const before = inputs.map((one) => one.defaultChecked);
      if (await onChange(inputs, option, input))
        inputs.forEach((one) => (one.defaultChecked = one.checked));
      else inputs.forEach((one, at) => (one.checked = before[at]));
    }
  }
}
