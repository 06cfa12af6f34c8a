/**
 * A list of options under a text field, walked with the arrows while the field keeps the focus.
 *
 * @typedef {object} Option
 * @property {string} value
 * @property {string} text          what it says and is searched by
 * @property {string} [detail]      a second, quieter line
 * @property {() => Node} [mark]    draws what stands before the text
 * @property {string} [group]       heading that it stands under
 * @property {object} [raw]         what it was made from
 */

import { h, newId } from "./dom.js";
import { icon } from "./icons.js";
import { hide, place } from "./popup.js";

const MOST_SHOWN = 100;

export class Listbox {
  /**
   * @param {HTMLElement} field gets the ARIA of a combobox
   * @param {string} label
   * @param {(option: Option) => void} onPick
   */
  constructor(field, label, onPick, { multiple = false } = {}) {
    this.field = field;
    this.onPick = onPick;
    this.options = [];
    this.active = -1;
    this.panel = h("div", {
      class: "popup listbox",
      popover: "manual",
      role: "listbox",
      id: newId("list"),
      "aria-label": label,
      "aria-multiselectable": multiple ? "true" : null,
      onmousedown: (event) => event.preventDefault(),
    });
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.setAttribute("autocomplete", "off");
    this.close();
  }

  get isOpen() {
    return this.panel.isConnected && this.panel.matches(":popover-open");
  }

  /** Show these, with the chosen ones ticked; `empty` is said where there are none. */
  show(
    options,
    {
      chosen = new Set(),
      empty = "Nothing found",
      anchor = this.field,
      stretch = true,
      active = 0,
    } = {},
  ) {
    this.options = options.slice(0, MOST_SHOWN);
    this.panel.replaceChildren(...this.rows(chosen));
    if (this.options.length === 0)
      this.panel.append(
        h(
          "p",
          {
            class: "listbox-empty",
            role: "option",
            "aria-disabled": "true",
            "aria-selected": "false",
          },
          empty,
        ),
      );
    if (options.length > MOST_SHOWN) {
      this.panel.append(
        h(
          "p",
          { class: "listbox-empty", role: "presentation" },
          `${options.length - MOST_SHOWN} more: type to narrow`,
        ),
      );
    }
    if (!this.panel.isConnected) this.field.after(this.panel);
    place(this.panel, anchor, { stretch });
    this.field.setAttribute("aria-expanded", "true");
    this.field.setAttribute("aria-controls", this.panel.id);
    this.activate(this.options.length > 0 ? active : -1);
  }

  close() {
    hide(this.panel);
    this.panel.remove();
    this.active = -1;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-controls");
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Arrow keys, Enter, Tab and Escape while open; true when the key was used. */
  key(event, { tabPicks = false } = {}) {
    if (!this.isOpen) return false;
    const last = this.options.length - 1;
    const to = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      PageDown: Math.min(last, this.active + 8),
      PageUp: Math.max(0, this.active - 8),
    }[event.key];
    if (to !== undefined) this.activate(to);
    else if ((event.key === "Enter" || (event.key === "Tab" && tabPicks)) && this.active >= 0)
      this.onPick(this.options[this.active]);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  activate(index) {
    this.rowAt(this.active)?.classList.remove("option-active");
    this.active = index;
    const row = this.rowAt(index);
    if (!row) return this.field.removeAttribute("aria-activedescendant");
    row.classList.add("option-active");
    row.scrollIntoView({ block: "nearest" });
    return this.field.setAttribute("aria-activedescendant", row.id);
  }

  rowAt(index) {
    return this.panel.querySelector(`[data-index="${index}"]`);
  }

  rows(chosen) {
    const rows = this.options.map((option, index) =>
      this.row(option, index, chosen.has(option.value)),
    );
    if (!this.options.some((option) => option.group)) return rows;
    const groups = new Map();
    this.options.forEach(({ group = "" }, index) => {
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(rows[index]);
    });
    return [...groups].map(([name, held]) =>
      h(
        "div",
        { role: "group", "aria-label": name || "Others" },
        h("div", { class: "listbox-group", "aria-hidden": "true" }, name),
        held,
      ),
    );
  }

  row(option, index, chosen) {
    return h(
      "div",
      {
        class: "option",
        role: "option",
        id: newId("option"),
        "data-index": index,
        "data-value": option.value,
        "aria-selected": String(chosen),
        onclick: () => this.onPick(option),
        onmousemove: () => this.active !== index && this.activate(index),
      },
      option.mark?.(),
      h(
        "span",
        { class: "option-words" },
        option.text,
        option.detail && h("span", { class: "option-detail" }, option.detail),
      ),
      chosen && icon("check"),
    );
  }
}

/** Options whose words hold the query; those that begin with it first. */
export function search(options, query) {
  const wanted = plainWords(query);
  if (!wanted) return options;
  const rank = ({ text, detail = "" }) => {
    const words = plainWords(text);
    if (words.startsWith(wanted)) return 0;
    if (words.includes(` ${wanted}`)) return 1;
    return words.includes(wanted) || plainWords(detail).includes(wanted) ? 2 : 3;
  };
  return options
    .map((option) => [rank(option), option])
    .filter(([score]) => score < 3)
    .sort(([one], [other]) => one - other)
    .map(([, option]) => option);
}

/** Words without case, accents or extra spaces, so that "joao" finds João. */
function plainWords(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
