/** The blocks that hold elements in a row: actions and context_actions. */

import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";

export function drawActions(block, surface) {
  return h(
    "div",
    {},
    block.elements.map((element) => drawElement(element, block, surface)),
  );
}

export function drawContextActions(block, surface) {
  return h(
    "div",
    {},
    block.elements.map((element) => drawElement(element, block, surface)),
  );
}
