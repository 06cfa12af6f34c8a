/** What every element knows of the place it stands in. */

import { ask } from "../dialog.js";
import { plain, textNodes } from "../blocks/text.js";

export class Field {
  /**
   * @param {object} element  the element's JSON
   * @param {object} block    the block that holds it
   * @param {import("../blocks/surface.js").Surface} surface
   * @param {{labelledBy?: string, describedBy?: string, sends?: boolean}} place
   */
  constructor(element, block, surface, { labelledBy, describedBy, sends = true } = {}) {
    this.element = element;
    this.block = block;
    this.surface = surface;
    this.labelledBy = labelledBy;
    this.describedBy = describedBy;
    this.sends = sends;
    this.optional = block.type !== "input" || block.optional === true;
  }

  get store() {
    return this.surface.app.store;
  }

  /** What was entered here before the block was drawn again. */
  get kept() {
    return this.surface.kept(this.block.block_id, this.element);
  }

  get placeholder() {
    return plain(this.element.placeholder);
  }

  /** Name for a control that no label names. */
  get label() {
    return (
      plain(this.element.accessibility_label) ||
      this.placeholder ||
      plain(this.block.label) ||
      plain(this.block.text).slice(0, 80) ||
      "Choose"
    );
  }

  /** The naming attributes of a control; `part` tells apart the controls of one element. */
  naming(part = 0) {
    return {
      "aria-label": this.labelledBy ? null : this.label,
      "aria-labelledby": this.labelledBy,
      "aria-describedby": this.describedBy,
      "data-focus": this.focusKey(part),
      "data-action": this.element.action_id,
      autofocus: this.element.focus_on_load === true,
    };
  }

  focusKey(part = 0) {
    return `${this.element.action_id}/${part}`;
  }

  /** Keep a value without telling anyone. */
  keep(value) {
    this.surface.keep(this.block.block_id, this.element, value);
  }

  /** Keep a value, and tell the app where this element does so; asks first where it must. */
  async change(value, control) {
    if (!(await this.confirmed())) return false;
    this.keep(value);
    if (this.sends) await this.surface.act(this.block, this.element, value, control);
    return true;
  }

  /** True unless the element asks for a confirmation and it is denied. */
  async confirmed() {
    const { confirm } = this.element;
    if (!confirm || !this.sends) return true;
    return ask({
      title: plain(confirm.title),
      text: textNodes(confirm.text, this.surface),
      confirm: plain(confirm.confirm),
      deny: plain(confirm.deny),
      danger: confirm.style === "danger",
    });
  }
}
