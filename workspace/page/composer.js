/** Where one writes: text, slash commands, mentions, files. */

import { Completion } from "./completion.js";
import { fill, h } from "./dom.js";
import { sizeWords } from "./files.js";
import { icon } from "./icons.js";

export class Composer {
  /** @param {{channel: string, threadTs?: string, label: string}} place */
  constructor(app, { channel, threadTs, label }) {
    this.app = app;
    this.channel = channel;
    this.threadTs = threadTs;
    this.files = [];
    this.area = h("textarea", {
      class: "composer-area",
      rows: "1",
      placeholder: label,
      "aria-label": label,
      oninput: () => this.typed(),
      onkeydown: (event) => this.key(event),
      onpaste: (event) => this.paste(event),
    });
    this.completion = new Completion(app, this.area, { commands: !threadTs });
    this.picker = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      "aria-label": "Files",
      onchange: () => this.attach([...this.picker.files]),
    });
    this.list = h("ul", { class: "file-list" });
    this.fault = h("p", { class: "composer-fault", role: "alert" });
    this.sendButton = h(
      "button",
      {
        class: "button button-primary button-icon",
        type: "button",
        "aria-label": "Send",
        title: "Send (Enter)",
        onclick: () => this.submit(),
      },
      icon("send"),
    );
    const clip = h(
      "button",
      {
        class: "icon-button",
        type: "button",
        "aria-label": "Attach files",
        title: "Attach files",
        onclick: () => this.picker.click(),
      },
      icon("attach"),
    );
    this.element = h(
      "div",
      { class: "composer" },
      this.fault,
      h(
        "div",
        { class: "composer-box" },
        this.list,
        h(
          "div",
          { class: "composer-line" },
          clip,
          this.picker,
          h("div", { class: "composer-field" }, this.area),
          this.sendButton,
        ),
      ),
    );
    this.draw();
  }

  focus() {
    this.area.focus();
  }

  typed() {
    fill(this.fault);
    this.completion.update();
    this.draw();
  }

  key(event) {
    if (this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  paste(event) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    this.attach(files);
  }

  /** Upload files at once; they go with the next message. */
  async attach(files) {
    this.picker.value = "";
    for (const file of files) {
      const uploaded = await this.app.attempt(() => this.app.api.upload(file));
      if (uploaded) this.files.push(uploaded);
      this.draw();
    }
    this.focus();
  }

  detach(file) {
    this.files = this.files.filter(({ id }) => id !== file.id);
    this.draw();
    this.focus();
  }

  async submit() {
    const written = this.area.value.trimEnd();
    if ((!written && this.files.length === 0) || this.sending) return;
    this.sending = true;
    const { files } = this;
    this.area.value = "";
    this.files = [];
    this.completion.close();
    this.draw();
    try {
      const fault = await this.deliver(written, files);
      if (fault) this.restore(written, files, fault);
    } catch (error) {
      this.restore(written, files, error.message);
    } finally {
      this.sending = false;
      this.focus();
    }
  }

  /** Send a command or a message; the words of what went wrong, if anything did. */
  async deliver(written, files) {
    const { api } = this.app;
    if (/^\/\S/.test(written) && files.length === 0) return this.command(written);
    const text = this.completion.withMentions(written.trim());
    await api.send(this.channel, {
      text,
      threadTs: this.threadTs,
      files: files.map(({ id }) => id),
    });
    return null;
  }

  async command(written) {
    const [, command, text = ""] = written.match(/^(\/\S+)\s*([\s\S]*)$/);
    if (this.threadTs) return `${command} does not work in threads. Write it in the conversation.`;
    const answer = await this.app.api.command(this.channel, command, text);
    if (answer.ok) return null;
    if (answer.error === "unknown_command")
      return `${command} is not a command here. To send it as a message, begin with a space.`;
    if (answer.error === "operation_timeout")
      return `${command} failed: the app did not answer within three seconds.`;
    return `${command} failed: ${answer.error}.`;
  }

  restore(written, files, fault) {
    this.area.value = written;
    this.files = files;
    fill(this.fault, icon("warning"), fault);
    this.draw();
  }

  draw() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 220)}px`;
    this.sendButton.disabled = this.area.value.trim() === "" && this.files.length === 0;
    fill(
      this.list,
      this.files.map((file) =>
        h(
          "li",
          { class: "file-line" },
          icon("file"),
          h("span", {}, file.name),
          h("span", { class: "quiet" }, sizeWords(file.size)),
          h(
            "button",
            {
              class: "chip-remove",
              type: "button",
              "aria-label": `Remove ${file.name}`,
              onclick: () => this.detach(file),
            },
            icon("close"),
          ),
        ),
      ),
    );
  }
}
