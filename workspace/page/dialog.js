/** Questions that must be answered first; the browser's own dialog keeps the focus inside. */

import { h, newId } from "./dom.js";

/**
 * Ask, and wait for the answer.
 *
 * @param {{title: string|Node, text: string|Node, confirm: string, deny: string, danger?: boolean}} words
 * @returns {Promise<boolean>}
 */
export function ask({ title, text, confirm, deny, danger = false }) {
  const titleId = newId("ask");
  const textId = newId("ask");
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      {
        class: "dialog dialog-small",
        role: "alertdialog",
        "aria-labelledby": titleId,
        "aria-describedby": textId,
      },
      h("h2", { class: "dialog-title", id: titleId }, title),
      h("div", { class: "dialog-body", id: textId }, text),
      h(
        "div",
        { class: "dialog-foot" },
        h("button", { class: "button", type: "button", onclick: () => answer(false) }, deny),
        h(
          "button",
          {
            class: `button ${danger ? "button-danger" : "button-primary"}`,
            type: "button",
            autofocus: true,
            onclick: () => answer(true),
          },
          confirm,
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();

    function answer(yes) {
      dialog.close(yes ? "yes" : "no");
    }
  });
}

/** Show a value as JSON, for whoever wants to see what the app sent. */
export function showJson(title, value) {
  const titleId = newId("json");
  const dialog = h(
    "dialog",
    { class: "dialog dialog-wide", "aria-labelledby": titleId },
    h("h2", { class: "dialog-title", id: titleId }, title),
    h("pre", { class: "json", tabindex: "0", "aria-label": title }, JSON.stringify(value, null, 2)),
    h(
      "div",
      { class: "dialog-foot" },
      h(
        "button",
        { class: "button", type: "button", autofocus: true, onclick: () => dialog.close() },
        "Close",
      ),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
