/**
 * A place where an app's blocks are shown (a message, a modal, a Home tab): it draws them, keeps
 * what people enter in them, and tells the app what they use.
 */

import { arrange, h } from "../dom.js";
import { drawBlock } from "./index.js";
import { faultOf } from "./validity.js";

/** Elements whose value travels in `state.values`. */
const STATELESS = new Set([
  "button",
  "workflow_button",
  "overflow",
  "feedback_buttons",
  "icon_button",
  "image",
]);

export class Surface {
  /**
   * @param {object} app       the page: `api`, `store`, `announcer`
   * @param {object} container whose blocks they are, as the server wants it named
   */
  constructor(app, container) {
    this.app = app;
    this.container = container;
    this.element = h("div", { class: "blocks" });
    this.values = {};
    this.fields = new Map();
    this.drawn = [];
  }

  /** What text is read against: names, zone, time. */
  get reading() {
    const { store } = this.app;
    return {
      person: (id) => store.nameOf(id),
      channel: (id) => store.channelName(id),
      zone: store.zone,
      now: store.now(),
      me: store.me?.id ?? null,
    };
  }

  /** Draw these blocks, leaving in place those that did not change, with focus and entries kept. */
  render(blocks) {
    const focus = rememberFocus(this.element);
    const spare = [...this.drawn];
    this.drawn = blocks.map((block) => {
      const key = JSON.stringify(block);
      const at = spare.findIndex((old) => old.key === key);
      if (at >= 0) return spare.splice(at, 1)[0];
      return { key, block, node: drawBlock(block, this) };
    });
    for (const { block } of spare) this.forget(block);
    arrange(
      this.element,
      this.drawn.map(({ node }) => node),
    );
    restoreFocus(this.element, focus);
  }

  /** Drop the entries of a block that has gone; one drawn again under its id keeps them. */
  forget(block) {
    if (this.drawn.some((still) => still.block.block_id === block.block_id)) return;
    delete this.values[block.block_id];
    this.fields.delete(block.block_id);
  }

  kept(blockId, element) {
    const value = this.values[blockId]?.[element.action_id];
    return value?.type === element.type ? value : undefined;
  }

  keep(blockId, element, value) {
    if (STATELESS.has(element.type)) return;
    (this.values[blockId] ??= {})[element.action_id] = { type: element.type, ...value };
  }

  state() {
    return { values: this.values };
  }

  /** Tell the app that an element was used, with everything entered around it. */
  async act(block, element, value, control) {
    control?.setAttribute("aria-busy", "true");
    try {
      const answer = await this.app.api.act({
        container: this.container,
        block_id: block.block_id,
        action_id: element.action_id,
        type: element.type,
        ...value,
        state: this.state(),
      });
      if (!answer.ok) this.app.announcer.notice(actionFault(answer.error));
    } catch (error) {
      this.app.announcer.notice(actionFault(error.code, error.message));
    } finally {
      control?.removeAttribute("aria-busy");
    }
  }

  /** An input block announces itself, so that faults find their field. */
  register(blockId, field) {
    this.fields.set(blockId, field);
  }

  /** Look at every input as Slack does before sending; shows and returns what is wrong. */
  check() {
    const faults = {};
    for (const { block } of this.drawn) {
      if (block.type !== "input") continue;
      const fault = faultOf(
        block,
        this.values[block.block_id]?.[block.element.action_id],
        this.fields.get(block.block_id),
      );
      if (fault) faults[block.block_id] = fault;
    }
    this.showFaults(faults);
    return faults;
  }

  /** Put each fault under its field and go to the first; those without a field are returned. */
  showFaults(faults) {
    for (const [blockId, field] of this.fields) field.fault(faults[blockId] ?? null);
    const first = this.drawn.find(({ block }) => faults[block.block_id]);
    if (first) this.fields.get(first.block.block_id)?.focus();
    return Object.entries(faults).filter(([blockId]) => !this.fields.has(blockId));
  }
}

function actionFault(code, detail) {
  if (code === "operation_timeout")
    return "The app did not answer within three seconds. Please try again.";
  return `That did not get through (${detail ?? code ?? "unknown error"}). Please try again.`;
}

function rememberFocus(element) {
  const active = document.activeElement;
  if (!element.contains(active)) return null;
  const { selectionStart, selectionEnd } = "selectionStart" in active ? active : {};
  return { key: active.dataset.focus, selectionStart, selectionEnd, active };
}

/** Back to the same control, or to the message around it when that control has gone. */
function restoreFocus(element, focus) {
  if (!focus || focus.active.isConnected) return;
  const again = focus.key && element.querySelector(`[data-focus="${CSS.escape(focus.key)}"]`);
  const target = again || element.closest("[tabindex]");
  target?.focus({ preventScroll: true });
  if (again && typeof focus.selectionStart === "number")
    again.setSelectionRange(focus.selectionStart, focus.selectionEnd);
}
