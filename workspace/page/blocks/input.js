/** An input block: its label, its element, its hint, and what is wrong with it. */

import { fill, h, newId } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { icon } from "../icons.js";
import { plain } from "./text.js";

export function drawInput(block, surface) {
  const ids = { label: newId("label"), hint: newId("hint"), fault: newId("fault") };
  const fault = h("p", { class: "input-fault", id: ids.fault });
  const control = drawElement(block.element, block, surface, {
    labelledBy: ids.label,
    describedBy: `${block.hint ? `${ids.hint} ` : ""}${ids.fault}`,
    sends: block.dispatch_action === true,
  });
  const node = h(
    "div",
    {},
    label(block, control, ids.label),
    control,
    block.hint && h("p", { class: "input-hint", id: ids.hint }, plain(block.hint)),
    fault,
  );
  surface.register(block.block_id, { fault: showFault, focus, control });
  return node;

  function showFault(words) {
    node.classList.toggle("input-wrong", Boolean(words));
    fill(fault, words && icon("warning"), words);
    for (const one of [control, ...control.querySelectorAll("*")].filter((each) =>
      each.matches("input, textarea"),
    )) {
      if (words) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
  }

  function focus() {
    fieldIn(control)?.focus();
  }
}

/** A label of its one field; of several, their heading. */
function label(block, control, id) {
  const words = [
    plain(block.label),
    block.optional && h("span", { class: "input-optional" }, " (optional)"),
  ];
  const field = fieldIn(control);
  if (!field || ["radio", "checkbox"].includes(field.type))
    return h("div", { class: "input-label", id }, words);
  field.id ||= newId("field");
  return h("label", { class: "input-label", id, for: field.id }, words);
}

function fieldIn(control) {
  return control.matches("input, textarea") ? control : control.querySelector("input, textarea");
}
