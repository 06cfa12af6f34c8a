/** Completion while writing: slash commands, @people and #channels. */

import { peopleOptions } from "./people.js";
import { Listbox, search } from "./listbox.js";
import { h } from "./dom.js";
import { avatar } from "./avatar.js";

const COMMAND = /^\/(\S*)$/;
const TOKEN = /(?:^|\s)([@#])([^\s@#]*)$/;

export class Completion {
  constructor(app, area, { commands }) {
    this.app = app;
    this.area = area;
    this.commands = commands;
    this.inserted = new Map();
    this.list = new Listbox(area, "Suggestions", (option) => this.pick(option));
  }

  /** Offer what fits the text before the caret. */
  update() {
    const before = this.area.value.slice(0, this.area.selectionStart);
    const command = this.commands && before === this.area.value && before.match(COMMAND);
    const token = before.match(TOKEN);
    if (command) this.offer(this.commandOptions(command[1]), command[0]);
    else if (token?.[1] === "@") this.offer(search(this.peopleOptions(), token[2]), `@${token[2]}`);
    else if (token?.[1] === "#")
      this.offer(search(this.channelOptions(), token[2]), `#${token[2]}`);
    else this.close();
  }

  offer(options, typed) {
    this.typed = typed;
    if (options.length === 0) this.close();
    else
      this.list.show(options.slice(0, 12), {
        anchor: this.area.closest(".composer-box"),
        stretch: true,
      });
  }

  key(event) {
    const open = this.list.isOpen;
    const whole = open && this.list.options[this.list.active]?.value === this.area.value.trim();
    if (open && whole && event.key === "Enter" && !event.shiftKey) {
      this.close();
      return false;
    }
    return this.list.key(event, { tabPicks: true });
  }

  close() {
    this.list.close();
  }

  pick(option) {
    const { area, typed } = this;
    const end = area.selectionStart;
    const text = `${option.insert} `;
    area.setRangeText(text, end - typed.length, end, "end");
    if (option.token) this.inserted.set(option.insert, option.token);
    this.close();
    area.focus();
    area.dispatchEvent(new Event("input"));
  }

  /** The text with every name that was picked turned into Slack's form of a mention. */
  withMentions(text) {
    const names = [...this.inserted.keys()].sort((one, other) => other.length - one.length);
    return names.reduce((held, name) => held.replaceAll(name, this.inserted.get(name)), text);
  }

  commandOptions(typed) {
    const wanted = `/${typed}`.toLowerCase();
    return this.app.store.commands
      .filter(({ command }) => command.toLowerCase().startsWith(wanted))
      .map(({ command, description, usage_hint: hint, app_id: app }) => ({
        value: command,
        text: hint ? `${command} ${hint}` : command,
        detail: [description, this.app.store.apps.get(app)?.name].filter(Boolean).join(" · "),
        insert: command,
      }));
  }

  peopleOptions() {
    const { store } = this.app;
    const apps = [...store.apps.values()].map(({ id, name, bot_user_id: bot }) => ({
      value: bot,
      text: name,
      detail: "app",
      mark: () => avatar(id, name, { app: true, size: "tiny" }),
    }));
    const broadcasts = ["here", "channel", "everyone"].map((name) => ({
      value: name,
      text: name,
      detail: "tell everyone in this channel",
      insert: `@${name}`,
      token: `<!${name}>`,
    }));
    return [...peopleOptions(store), ...apps]
      .map((option) => ({ ...option, insert: `@${option.text}`, token: `<@${option.value}>` }))
      .concat(broadcasts);
  }

  channelOptions() {
    return [...this.app.store.channels.values()]
      .filter(({ kind }) => kind === "channel")
      .map(({ id, name }) => ({
        value: id,
        text: name,
        insert: `#${name}`,
        token: `<#${id}>`,
        mark: () => h("span", { class: "option-hash", "aria-hidden": "true" }, "#"),
      }));
  }
}
