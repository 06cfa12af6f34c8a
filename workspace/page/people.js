/** Whom to act as: the first question, and the switcher that asks it again. */

import { avatar } from "./avatar.js";
import { combobox } from "./combobox.js";
import { h } from "./dom.js";
import { search } from "./listbox.js";

const SHOWN = 60;

/** A whole page to choose a person from. */
export function choosePerson(app) {
  const { store } = app;
  const people = peopleOptions(store);
  const list = h("ul", { class: "person-list" });
  const filter = h("input", {
    class: "input",
    type: "search",
    placeholder: "Search people",
    "aria-label": "Search people",
    oninput: draw,
  });
  draw();
  return h(
    "main",
    { class: "welcome" },
    h("h1", {}, store.workspace.name),
    h("p", { class: "quiet" }, "Who would you like to be? You will see the workspace as they do."),
    people.length > 8 ? filter : null,
    list,
  );

  function draw() {
    const found = search(people, filter.value).slice(0, SHOWN);
    list.replaceChildren(...found.map((person) => h("li", {}, card(person))));
  }

  function card({ value, text, detail }) {
    return h(
      "button",
      { class: "person-card", type: "button", onclick: () => app.go({ as: value }) },
      avatar(value, text, { size: "large" }),
      h(
        "span",
        { class: "option-words" },
        h("span", { class: "person-name" }, text),
        h("span", { class: "option-detail" }, detail),
      ),
    );
  }
}

/** A field that turns the page into another person's. */
export function personSwitcher(app) {
  const { me } = app.store;
  return combobox({
    label: "Acting as",
    chosen: [{ value: me.id, text: me.real_name || me.name }],
    options: peopleOptions(app.store),
    focusKey: "person",
    onChange: ([person]) =>
      app.go({
        as: person.value,
        channel: null,
        thread: null,
        ...(app.route.view === "home" ? {} : { view: "channel" }),
      }),
  });
}

export function peopleOptions(store) {
  return store.humans.map(({ id, name, real_name: full, admin, tz }) => ({
    value: id,
    text: full || name,
    detail: [full && full !== name ? name : null, admin ? "administrator" : null, tz]
      .filter(Boolean)
      .join(" · "),
    mark: () => avatar(id, full || name, { size: "tiny" }),
    raw: id,
  }));
}
