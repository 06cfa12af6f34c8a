/** A field to choose one or several things from a list that narrows as one types. */

import { arrange, h } from "./dom.js";
import { icon } from "./icons.js";
import { Listbox, search } from "./listbox.js";

const PAUSE = 180;

/**
 * @param {object} wishes
 * @param {string} wishes.label            name of the list, and of the field unless `labelledBy`
 * @param {string} [wishes.labelledBy]     id of what names the field
 * @param {string} [wishes.describedBy]
 * @param {string} [wishes.placeholder]
 * @param {string} [wishes.focusKey]       see `keepFocus`
 * @param {boolean} [wishes.multiple]
 * @param {number} [wishes.most]           how many at most
 * @param {boolean} [wishes.clearable]     whether a single choice may be taken back
 * @param {import("./listbox.js").Option[]} [wishes.chosen]
 * @param {import("./listbox.js").Option[] | ((query: string) => Promise<import("./listbox.js").Option[]>)} wishes.options
 * @param {number} [wishes.least]          letters needed before asking for options
 * @param {(chosen: import("./listbox.js").Option[]) => void} wishes.onChange
 */
export function combobox(wishes) {
  return new Combobox(wishes).element;
}

class Combobox {
  constructor(wishes) {
    this.wishes = wishes;
    this.chosen = wishes.chosen ?? [];
    this.input = h("input", {
      class: "combobox-input",
      type: "text",
      placeholder: wishes.placeholder,
      "aria-label": wishes.labelledBy ? null : wishes.label,
      "aria-labelledby": wishes.labelledBy,
      "aria-describedby": wishes.describedBy,
      "data-focus": wishes.focusKey,
      spellcheck: "false",
      onfocus: () => this.input.select(),
      onclick: () => this.list.isOpen || this.open(""),
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onblur: () => this.leave(),
    });
    this.list = new Listbox(this.input, wishes.label, (option) => this.pick(option), {
      multiple: wishes.multiple,
    });
    this.caret = icon("down");
    this.frame = h("div", { class: "combobox-frame" });
    this.element = h(
      "div",
      { class: `combobox${wishes.multiple ? " combobox-multiple" : ""}` },
      this.frame,
    );
    this.draw();
  }

  draw() {
    const { multiple, clearable } = this.wishes;
    if (!multiple) this.input.value = this.chosen[0]?.text ?? "";
    const extras = multiple ? this.chosen.map((option) => this.chip(option)) : [];
    const clear = !multiple && clearable && this.chosen.length > 0 ? [this.clearButton()] : [];
    arrange(this.frame, [
      ...extras,
      this.input,
      ...(this.list.panel.isConnected ? [this.list.panel] : []),
      ...clear,
      this.caret,
    ]);
  }

  chip(option) {
    const remove = h(
      "button",
      {
        type: "button",
        class: "chip-remove",
        "aria-label": `Remove ${option.text}`,
        onclick: () => this.drop(option),
      },
      icon("close"),
    );
    return h("span", { class: "chip" }, option.mark?.(), h("span", {}, option.text), remove);
  }

  clearButton() {
    const label = `Clear ${this.chosen[0].text}`;
    return h(
      "button",
      { type: "button", class: "chip-remove", "aria-label": label, onclick: () => this.change([]) },
      icon("close"),
    );
  }

  typed() {
    clearTimeout(this.timer);
    const isCall = typeof this.wishes.options === "function";
    this.timer = setTimeout(() => this.open(this.input.value), isCall ? PAUSE : 0);
  }

  async open(query) {
    const { options, least = 0 } = this.wishes;
    const turn = (this.turn = (this.turn ?? 0) + 1);
    if (typeof options === "function" && query.trim().length < least) {
      this.show([], `Type at least ${least} ${least === 1 ? "letter" : "letters"}`);
      return;
    }
    const found = typeof options === "function" ? await options(query) : search(options, query);
    if (turn === this.turn && document.activeElement === this.input)
      this.show(found, "Nothing found");
  }

  show(found, empty) {
    const chosen = new Set(this.chosen.map(({ value }) => value));
    const first = found.findIndex(({ value }) => chosen.has(value));
    this.list.show(found, { chosen, empty, anchor: this.frame, active: Math.max(0, first) });
  }

  key(event) {
    if (this.list.key(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.open("");
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.list.isOpen) this.open("");
    } else if (
      event.key === "Backspace" &&
      this.wishes.multiple &&
      !this.input.value &&
      this.chosen.length > 0
    ) {
      this.drop(this.chosen.at(-1));
    }
  }

  pick(option) {
    const { multiple, most = Infinity } = this.wishes;
    if (!multiple) {
      this.list.close();
      this.change([option]);
      return;
    }
    if (this.chosen.some(({ value }) => value === option.value)) this.drop(option);
    else if (this.chosen.length < most) this.change([...this.chosen, option]);
    this.input.value = "";
    if (this.chosen.length >= most) this.list.close();
    else this.open("");
  }

  drop(option) {
    this.change(this.chosen.filter(({ value }) => value !== option.value));
    this.input.focus();
  }

  change(chosen) {
    this.chosen = chosen;
    this.draw();
    this.wishes.onChange(chosen);
  }

  leave() {
    clearTimeout(this.timer);
    this.turn = (this.turn ?? 0) + 1;
    this.list.close();
    this.input.value = this.wishes.multiple ? "" : (this.chosen[0]?.text ?? "");
  }
}
