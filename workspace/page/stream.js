/** What the server pushes: one WebSocket that comes back by itself. */

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

export class Stream {
  /**
   * @param {(event: object) => void} onEvent
   * @param {(up: boolean, again: boolean) => void} onState `again` when this is a reconnection
   */
  constructor(onEvent, onState) {
    this.onEvent = onEvent;
    this.onState = onState;
    this.socket = null;
    this.wait = FIRST_WAIT;
    this.opened = false;
  }

  open(as, { traffic = false } = {}) {
    this.close();
    this.query = new URLSearchParams({ as, ...(traffic && { traffic: "1" }) });
    this.connect();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/client/stream?${this.query}`);
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.wait = FIRST_WAIT;
      this.onState(true, this.opened);
      this.opened = true;
    });
    socket.addEventListener("message", ({ data }) => {
      if (this.socket === socket) this.onEvent(JSON.parse(data));
    });
    socket.addEventListener("close", () => {
      if (this.socket !== socket) return;
      this.onState(false, this.opened);
      this.timer = setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    });
  }

  close() {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}
