/** The blocks that say something: section, header, divider, context, image, alert. */

import { h } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { icon } from "../icons.js";
import { plain, textBox, textNodes } from "./text.js";

const LONG_LINES = 5;
const LONG_TEXT = 700;

export function drawSection(block, surface) {
  const words = h("div", { class: "section-words" });
  if (block.text) words.append(folded(textBox("div", "section-text", block.text, surface), block));
  if (block.fields) {
    words.append(
      h(
        "div",
        { class: "fields" },
        block.fields.map((field) => textBox("div", "field", field, surface)),
      ),
    );
  }
  const accessory =
    block.accessory &&
    h("div", { class: "accessory" }, drawElement(block.accessory, block, surface));
  return h("div", {}, words, accessory);
}

/** A long section is folded behind "Show more", as Slack does, unless `expand` is set. */
function folded(words, block) {
  const text = block.text.text ?? "";
  if (block.expand || (text.length <= LONG_TEXT && text.split("\n").length <= LONG_LINES * 3))
    return words;
  words.classList.add("folded");
  const more = h(
    "button",
    { class: "link-button", type: "button", "aria-expanded": "false", onclick: toggle },
    "Show more",
  );
  return h("div", {}, words, more);

  function toggle() {
    const closed = words.classList.toggle("folded");
    more.textContent = closed ? "Show more" : "Show less";
    more.setAttribute("aria-expanded", String(!closed));
  }
}

export function drawHeader(block) {
  return h("h3", {}, plain(block.text));
}

export function drawDivider() {
  return h("hr");
}

export function drawContext(block, surface) {
  return h(
    "div",
    {},
    block.elements.map((element) =>
      element.type === "image"
        ? picture(element, "context-image")
        : textBox("span", "context-text", element, surface),
    ),
  );
}

export function drawImage(block, surface) {
  const title =
    block.title && h("figcaption", { class: "image-title text" }, textNodes(block.title, surface));
  return h("figure", {}, title, picture(block, "image"));
}

export function drawAlert(block, surface) {
  const level = ["info", "warning", "error", "success"].includes(block.level)
    ? block.level
    : "default";
  const mark = { warning: "warning", error: "warning", success: "check" }[level] ?? "info";
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    icon(mark),
    textBox("div", "alert-text", block.text, surface),
  );
}

/** An image by address; where it cannot be had, its description in a box. */
export function picture(image, className) {
  const alt = image.alt_text ?? "";
  const address = image.image_url ?? image.slack_file?.url;
  if (!address) return missing();
  const node = h("img", { class: className, src: address, alt, loading: "lazy" });
  node.addEventListener("error", () => node.replaceWith(missing()));
  return node;

  function missing() {
    return h(
      "span",
      { class: `${className} image-missing`, role: "img", "aria-label": alt || "Image" },
      icon("file"),
      alt || "Image",
    );
  }
}
