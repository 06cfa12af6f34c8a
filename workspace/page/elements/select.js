/** Selects, single and multiple: of fixed options, of the app's, of people, channels, conversations. */

import { avatar } from "../avatar.js";
import { plain } from "../blocks/text.js";
import { combobox } from "../combobox.js";
import { h } from "../dom.js";
import { peopleOptions } from "../people.js";

/** For each source: the single and plural names of its value, and of its start. */
const SOURCES = {
  static: {
    one: "selected_option",
    many: "selected_options",
    start: "initial_option",
    starts: "initial_options",
  },
  external: {
    one: "selected_option",
    many: "selected_options",
    start: "initial_option",
    starts: "initial_options",
  },
  users: {
    one: "selected_user",
    many: "selected_users",
    start: "initial_user",
    starts: "initial_users",
  },
  channels: {
    one: "selected_channel",
    many: "selected_channels",
    start: "initial_channel",
    starts: "initial_channels",
  },
  conversations: {
    one: "selected_conversation",
    many: "selected_conversations",
    start: "initial_conversation",
    starts: "initial_conversations",
  },
};

export function drawSelect(field) {
  const { element } = field;
  const multiple = element.type.startsWith("multi_");
  const source = element.type.replace(/^multi_/, "").replace(/_select$/, "");
  const names = SOURCES[source];
  const options = choices(field, source);
  const chosen = startOf(field, source, names, multiple).map((raw) =>
    asOption(raw, source, field, options),
  );
  field.keep(valueOf(chosen));
  const node = combobox({
    label: field.label,
    labelledBy: field.labelledBy,
    describedBy: field.describedBy,
    placeholder: field.placeholder || (multiple ? "Choose some" : "Choose one"),
    focusKey: field.focusKey(),
    multiple,
    most: element.max_selected_items,
    clearable: field.optional && !field.sends,
    chosen,
    options,
    least: source === "external" ? (element.min_query_length ?? 3) : 0,
    onChange: (now) => field.change(valueOf(now), node.querySelector("input")),
  });
  const input = node.querySelector("input");
  input.dataset.action = element.action_id;
  if (element.focus_on_load) input.setAttribute("autofocus", "");
  return node;

  function valueOf(now) {
    const raws = now.map(({ raw }) => raw);
    return multiple ? { [names.many]: raws } : { [names.one]: raws[0] ?? null };
  }
}

/** What is chosen when first drawn, as raw values. */
function startOf(field, source, names, multiple) {
  const { element, kept } = field;
  if (kept) return multiple ? kept[names.many] : [kept[names.one]].filter(Boolean);
  const start = multiple ? (element[names.starts] ?? []) : [element[names.start]].filter(Boolean);
  const here = field.surface.app.currentChannel?.();
  if (
    source === "conversations" &&
    start.length === 0 &&
    element.default_to_current_conversation &&
    here
  )
    return [here];
  return start;
}

function asOption(raw, source, field, options) {
  if (typeof raw !== "string") return fromOption(raw);
  const known = Array.isArray(options) && options.find(({ value }) => value === raw);
  return (
    known || {
      value: raw,
      text: source === "users" ? field.store.nameOf(raw) : field.store.channelName(raw),
      raw,
    }
  );
}

function fromOption(option, group) {
  return {
    value: option.value,
    text: plain(option.text),
    detail: plain(option.description) || undefined,
    group,
    raw: option,
  };
}

/** The list to choose from; for an external select, a way to ask the app. */
function choices(field, source) {
  const { element } = field;
  if (source === "external") return (query) => ask(field, query);
  if (source === "users") return peopleOptions(field.store);
  if (source === "channels") return channels(field.store, ({ kind }) => kind === "channel");
  if (source === "conversations") return channels(field.store, included(element.filter));
  return spread(element);
}

/** Options, or the options of option groups. */
function spread({ options, option_groups: groups }) {
  if (groups)
    return groups.flatMap((group) =>
      group.options.map((option) => fromOption(option, plain(group.label))),
    );
  return (options ?? []).map((option) => fromOption(option));
}

async function ask({ surface, block, element }, query) {
  try {
    return spread(
      await surface.app.api.options({
        container: surface.container,
        block_id: block.block_id,
        action_id: element.action_id,
        value: query,
      }),
    );
  } catch {
    surface.app.announcer.notice("The app did not send its options. Please try again.");
    return [];
  }
}

function channels(store, wanted) {
  return [...store.channels.values()].filter(wanted).map(({ id, kind }) => ({
    value: id,
    text: store.channelName(id),
    mark: () =>
      kind === "im"
        ? avatar(id, store.channelName(id), { size: "tiny" })
        : h("span", { class: "option-hash", "aria-hidden": "true" }, "#"),
    raw: id,
  }));
}

function included(filter = {}) {
  const kinds = { im: "im", mpim: "mpim", public: "channel", private: "channel" };
  const wanted = filter.include && new Set(filter.include.map((kind) => kinds[kind]));
  return ({ kind, app_id: app }) =>
    (!wanted || wanted.has(kind)) && !(filter.exclude_bot_users && app);
}
