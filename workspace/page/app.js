/** The page: starts it, holds its parts together, and takes it from view to view. */

import { Announcer } from "./announce.js";
import { Api, ApiError } from "./api.js";
import { Conversation } from "./conversation.js";
import { fill, h } from "./dom.js";
import { Home } from "./home.js";
import { Inspector } from "./inspector.js";
import { ModalStack } from "./modal.js";
import { choosePerson } from "./people.js";
import { address, readRoute } from "./route.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { Stream } from "./stream.js";
import { startTheme } from "./theme.js";
import { TopBar } from "./topbar.js";

class App {
  constructor(root) {
    this.root = root;
    this.store = new Store();
    this.announcer = new Announcer();
    this.stream = new Stream(
      (event) => this.store.receive(event),
      (up, again) => this.connection(up, again),
    );
    this.route = readRoute();
    this.api = new Api(this.route.as);
    this.main = null;
    window.addEventListener("popstate", () => this.show(readRoute()));
    document.addEventListener("visibilitychange", () => this.main?.looked?.());
  }

  /** Begin where the address says; somebody it names who is not here is asked for again. */
  async start() {
    try {
      await this.become(this.route);
    } catch (error) {
      if (!(error instanceof ApiError) || !this.route.as) throw error;
      await this.become({ ...this.route, as: null });
    }
  }

  /** Act as the person of a route: learn what they may see, and draw it all. */
  async become(route) {
    this.main?.leave();
    this.main = null;
    this.api = new Api(route.as);
    this.store.forget();
    this.store.boot(await this.api.boot());
    this.route = route;
    document.title = this.store.workspace.name;
    if (!this.store.me) {
      this.stream.close();
      fill(this.root, choosePerson(this), this.announcer.element);
      return;
    }
    this.build();
    this.stream.open(route.as, { traffic: route.inspector });
    this.store.on_view(await this.api.views());
    await this.draw();
  }

  build() {
    this.store.listeners.clear();
    this.top = new TopBar(this);
    this.sidebar = new Sidebar(this);
    this.inspector = new Inspector(this);
    this.modals = new ModalStack(this);
    this.place = h("main", { class: "main", id: "main", tabindex: "-1" });
    fill(
      this.root,
      h(
        "a",
        { class: "skip-link", href: "#main", onclick: (event) => this.skip(event) },
        "Skip to the conversation",
      ),
      h(
        "div",
        { class: "shell" },
        this.top.element,
        h("div", { class: "panes" }, this.sidebar.element, this.place),
        this.inspector.element,
      ),
      this.modals.element,
      this.announcer.element,
    );
    this.store.on("channels", () => this.title());
  }

  skip(event) {
    event.preventDefault();
    this.place.focus();
  }

  /** Go somewhere, leaving a way back. */
  go(change) {
    const route = { ...this.route, ...change };
    history.pushState(null, "", address(route));
    return this.show(route);
  }

  async show(route) {
    const person = route.as !== this.route.as;
    const inspector = route.inspector !== this.route.inspector;
    this.route = route;
    if (person) return this.become(route);
    if (inspector) this.stream.open(route.as, { traffic: route.inspector });
    return this.draw();
  }

  /** Draw the view of the route; without one, the first conversation that has something new. */
  async draw() {
    const { route, store } = this;
    this.sidebar.closeDrawer();
    this.inspector.toggle(route.inspector);
    if (route.view === "home" && store.apps.has(route.app)) await this.open(Home, route.app);
    else await this.open(Conversation, this.conversationOf(route));
    this.sidebar.draw();
    this.title();
  }

  conversationOf({ channel }) {
    if (this.store.channels.has(channel)) return channel;
    const all = [...this.store.channels.values()];
    return (all.find(({ unread }) => unread > 0) ?? all[0])?.id ?? null;
  }

  /** Show a view of that kind, keeping the one that is there if it is of the same thing. */
  async open(Kind, id) {
    if (this.main instanceof Kind && this.main.id === id && this.main.element.isConnected) {
      await this.main.follow(this.route);
      return;
    }
    this.main?.leave();
    this.main = new Kind(this, id);
    fill(this.place, this.main.element);
    await this.main.load(this.route);
  }

  /** The conversation on screen, for selects that default to it. */
  currentChannel() {
    return this.main instanceof Conversation ? this.main.id : null;
  }

  async openDirect(user) {
    const { channel } = await this.api.openDirect(user);
    const id = channel.id ?? channel;
    if (channel.id) this.store.on_channel({ channel });
    await this.go({ view: "channel", channel: id, thread: null });
  }

  /** Do something that may fail; if it does, say so and carry on. */
  async attempt(work) {
    try {
      return await work();
    } catch (error) {
      this.announcer.notice(error.message);
      return null;
    }
  }

  async connection(up, again) {
    this.store.connected = up;
    this.store.publish("connection");
    if (up && again) await this.attempt(() => this.catchUp());
  }

  /** After a break: what may have been missed. */
  async catchUp() {
    this.store.boot(await this.api.boot());
    this.store.on_view(await this.api.views());
    this.store.publish("channels");
    await this.main?.reload();
  }

  title() {
    const unread = [...this.store.channels.values()].reduce(
      (sum, channel) => sum + (channel.unread ?? 0),
      0,
    );
    const where = this.main?.name ? `${this.main.name} · ` : "";
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${where}${this.store.workspace.name}`;
  }
}

startTheme();
const root = h("div", { class: "root" });
document.body.append(root);
new App(root).start().catch((error) => {
  fill(
    root,
    h(
      "main",
      { class: "broken" },
      h("h1", {}, "The workspace did not answer"),
      h("p", {}, error.message),
      h(
        "button",
        { class: "button", type: "button", onclick: () => location.reload() },
        "Try again",
      ),
    ),
  );
});
