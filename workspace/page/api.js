/** Calls to the workspace's server, each made as the acting person. */

/** What the server said was wrong: `code` for the program, `message` for people. */
export class ApiError extends Error {
  constructor(code, detail) {
    super(detail || code);
    this.code = code;
  }
}

export class Api {
  /** @param {string|null} as acting person's id */
  constructor(as) {
    this.as = as;
  }

  boot() {
    return this.get("/client/boot");
  }

  messages(channel, { before, limit = 50 } = {}) {
    return this.get(`/client/channels/${channel}/messages`, { before, limit });
  }

  thread(channel, ts) {
    return this.get(`/client/channels/${channel}/thread/${ts}`);
  }

  send(channel, { text, threadTs, files }) {
    return this.post(`/client/channels/${channel}/messages`, { text, thread_ts: threadTs, files });
  }

  markRead(channel, ts) {
    return this.post(`/client/channels/${channel}/read`, { ts });
  }

  react(channel, ts, name, remove) {
    return this.post(`/client/channels/${channel}/reactions`, { ts, name, remove });
  }

  openDirect(user) {
    return this.post("/client/ims", { user });
  }

  async upload(file) {
    const form = new FormData();
    form.append("as", this.as);
    form.append("file", file);
    return (await read(await fetch("/client/files", { method: "POST", body: form }))).file;
  }

  fileUrl(file) {
    const url = new URL(file.url_private, location.origin);
    return `${url.pathname}?as=${encodeURIComponent(this.as)}`;
  }

  /** Tell the app that something was used. @returns {Promise<{ok: boolean, error?: string}>} */
  act(action) {
    return this.post("/client/actions", action);
  }

  options(query) {
    return this.post("/client/options", query);
  }

  views() {
    return this.get("/client/views");
  }

  submit(view, state) {
    return this.post(`/client/views/${view}/submit`, { state });
  }

  closeView(view, all = false) {
    return this.post(`/client/views/${view}/close`, { all });
  }

  openHome(app, tab) {
    return this.post("/client/home/open", { app_id: app, tab });
  }

  command(channel, command, text) {
    return this.post("/client/commands", { channel, command, text });
  }

  moveClock(move) {
    return this.post("/client/clock", move);
  }

  traffic(after = 0, limit = 200) {
    return this.get("/client/traffic", { after, limit });
  }

  async get(path, query = {}) {
    const parts = Object.entries({ as: this.as, ...query }).filter(
      ([, value]) => value !== undefined && value !== null,
    );
    return read(await fetch(`${path}?${new URLSearchParams(parts)}`));
  }

  async post(path, body) {
    return read(
      await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ as: this.as, ...body }),
      }),
    );
  }
}

async function read(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new ApiError(body.error ?? `http_${response.status}`, body.detail);
}
