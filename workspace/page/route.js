/** Where the person is, kept in the page's address so that any view can be linked to. */

/**
 * @typedef {object} Route
 * @property {string|null} as       acting person's id
 * @property {"channel"|"home"} view
 * @property {string|null} channel  conversation's id
 * @property {string|null} thread   ts of the message whose thread is open
 * @property {string|null} app      app whose Home is open
 * @property {boolean} inspector
 */

/** Slack's permalink: /archives/CHANNEL/pTS, with the thread's ts where it is a reply. */
const PERMALINK = /^\/archives\/(\w+)(?:\/p(\d+)(\d{6}))?/;

/** @returns {Route} */
export function readRoute({ search, pathname } = location) {
  const query = new URLSearchParams(search);
  const link = pathname.match(PERMALINK);
  if (link) {
    const ts = link[2] ? `${link[2]}.${link[3]}` : null;
    query.set("channel", link[1]);
    if (ts) query.set("thread", query.get("thread_ts") ?? ts);
  }
  return {
    as: query.get("as"),
    view: query.get("view") === "home" ? "home" : "channel",
    channel: query.get("channel"),
    thread: query.get("thread"),
    app: query.get("app"),
    inspector: query.get("inspector") === "1",
  };
}

/** The address of a route; what it does not name (the theme, say) stays as it is. */
export function address(route) {
  const query = new URLSearchParams(location.search);
  const wanted = {
    as: route.as,
    view: route.view === "home" ? "home" : null,
    channel: route.view === "home" ? null : route.channel,
    thread: route.view === "home" ? null : route.thread,
    app: route.view === "home" ? route.app : null,
    inspector: route.inspector ? "1" : null,
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  return `/?${query}`;
}
