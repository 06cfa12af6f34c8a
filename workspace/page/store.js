/**
 * What the page knows, and who wants to hear when it changes.
 *
 * Topics: "channels", "messages" (channel id), "thread" (channel id, ts), "views", "home" (app id),
 * "clock", "status", "traffic" (entry), "connection", "people".
 */

const MOST_KEPT = 400;
const SLACKBOT = "USLACKBOT";

/** Messages in order of ts; the same ts replaces. */
class Timeline {
  constructor() {
    this.messages = [];
    this.hasMore = false;
    this.loaded = false;
  }

  find(ts) {
    return this.messages.find((message) => message.ts === ts);
  }

  put(message) {
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].ts > message.ts) at -= 1;
    if (at > 0 && this.messages[at - 1].ts === message.ts) this.messages[at - 1] = message;
    else this.messages.splice(at, 0, message);
  }

  remove(ts) {
    this.messages = this.messages.filter((message) => message.ts !== ts);
  }

  get last() {
    return this.messages.at(-1);
  }

  /** Forget the oldest of a long timeline; scrolling up fetches them again. */
  trim() {
    if (this.messages.length <= MOST_KEPT) return;
    this.messages = this.messages.slice(-MOST_KEPT / 2);
    this.hasMore = true;
  }
}

export class Store {
  constructor() {
    this.listeners = new Map();
    this.workspace = { name: "Workspace" };
    this.people = new Map();
    this.apps = new Map();
    this.clock = { base: Date.now(), at: performance.now(), running: true };
    this.forget();
  }

  /** Drop all that belongs to one person's eyes. */
  forget() {
    this.me = null;
    this.commands = [];
    this.channels = new Map();
    this.timelines = new Map();
    this.threads = new Map();
    this.homes = new Map();
    this.stack = [];
    this.statuses = new Map();
    this.connected = true;
  }

  /** Call `listener` whenever `topic` is published; returns how to stop. */
  on(topic, listener) {
    if (!this.listeners.has(topic)) this.listeners.set(topic, new Set());
    this.listeners.get(topic).add(listener);
    return () => this.listeners.get(topic).delete(listener);
  }

  publish(topic, ...details) {
    for (const listener of this.listeners.get(topic) ?? []) listener(...details);
  }

  boot(answer) {
    this.workspace = answer.workspace;
    this.people = new Map(answer.people.map((person) => [person.id, person]));
    this.apps = new Map((answer.apps ?? []).map((app) => [app.id, app]));
    this.me = this.people.get(answer.me) ?? null;
    this.commands = answer.commands ?? [];
    this.channels = new Map((answer.channels ?? []).map((channel) => [channel.id, channel]));
    this.setClock(answer.clock);
  }

  setClock({ now, running = this.clock.running }) {
    this.clock = { base: Date.parse(now), at: performance.now(), running };
    this.publish("clock");
  }

  /** The workspace's business time. */
  now() {
    const { base, at, running } = this.clock;
    return new Date(running ? base + performance.now() - at : base);
  }

  get zone() {
    return this.me?.tz || "UTC";
  }

  timeline(channel) {
    return entry(this.timelines, channel);
  }

  thread(channel, ts) {
    return entry(this.threads, `${channel}/${ts}`);
  }

  /** Those one can be, write to and choose: people who are still here. */
  get humans() {
    return [...this.people.values()].filter(
      ({ id, bot, deleted }) => !bot && !deleted && id !== SLACKBOT,
    );
  }

  /** The app behind a bot's user id, or behind an app id. */
  appOf(id) {
    return this.apps.get(id) ?? [...this.apps.values()].find((app) => app.bot_user_id === id);
  }

  /** What to call a person, a bot or a message's author. */
  nameOf(userId) {
    const person = this.people.get(userId);
    return person?.real_name || person?.name || this.appOf(userId)?.name || userId || "Someone";
  }

  channelName(id) {
    const channel = this.channels.get(id);
    if (!channel) return id;
    return channel.kind === "im" ? this.nameOf(channel.user) : channel.name;
  }

  /** Take in one pushed event. */
  receive(event) {
    this[`on_${event.type}`]?.(event);
  }

  on_message({ channel, message }) {
    if (isReply(message)) this.putReply(channel, message);
    else this.putTop(channel, message);
  }

  on_ephemeral({ channel, message }) {
    this.on_message({ channel, message: { ...message, ephemeral: true } });
  }

  on_message_changed({ channel, message }) {
    const timeline = this.timeline(channel);
    if (timeline.find(message.ts)) {
      timeline.put(message);
      this.publish("messages", channel);
    }
    const root = message.thread_ts ?? message.ts;
    const thread = this.thread(channel, root);
    if (thread.find(message.ts)) {
      thread.put(message);
      this.publish("thread", channel, root);
    }
  }

  on_message_deleted({ channel, message }) {
    this.timeline(channel).remove(message.ts);
    this.publish("messages", channel);
    const root = message.thread_ts ?? message.ts;
    this.thread(channel, root).remove(message.ts);
    this.publish("thread", channel, root);
  }

  on_channel({ channel }) {
    this.channels.set(channel.id, { ...this.channels.get(channel.id), ...channel });
    this.publish("channels");
  }

  on_unread({ channel, unread }) {
    const known = this.channels.get(channel);
    if (known) known.unread = unread;
    this.publish("channels");
  }

  on_view({ stack }) {
    this.stack = stack ?? [];
    this.publish("views");
  }

  on_home({ app_id: app, view }) {
    this.homes.set(app, view);
    this.publish("home", app);
  }

  on_clock(event) {
    this.setClock(event);
  }

  on_reaction({ channel, message }) {
    if (message) this.on_message_changed({ channel, message });
  }

  on_status({ channel, thread_ts: threadTs, text }) {
    this.statuses.set(`${channel}/${threadTs ?? ""}`, text);
    this.publish("status");
  }

  on_traffic({ entry: line }) {
    this.publish("traffic", line);
  }

  putTop(channel, message) {
    const timeline = this.timeline(channel);
    if (!timeline.loaded) return;
    timeline.put(message);
    this.publish("messages", channel, message);
  }

  putReply(channel, message) {
    const thread = this.thread(channel, message.thread_ts);
    if (!thread.loaded) return;
    thread.put(message);
    this.publish("thread", channel, message.thread_ts, message);
  }
}

/** True for a message that lives in another's thread. */
function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

function entry(map, key) {
  if (!map.has(key)) map.set(key, new Timeline());
  return map.get(key);
}
