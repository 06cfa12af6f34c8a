/** Files for a form: chosen or dropped, uploaded at once, listed, and taken away again. */

import { fill, h, newId } from "../dom.js";
import { icon } from "../icons.js";
import { acceptDrops, sizeWords } from "../files.js";

const LARGEST = 10 * 1024 * 1024;

export function drawFileInput(field) {
  const { element, surface } = field;
  const most = element.max_files ?? 10;
  let files = field.kept?.files ?? [];
  field.keep({ files });
  const id = newId("file");
  const input = h("input", {
    class: "visually-hidden",
    id,
    type: "file",
    multiple: most > 1,
    accept: element.filetypes?.map((type) => `.${type}`).join(",") || null,
    ...field.naming(),
    onchange: () => add([...input.files]),
  });
  const list = h("ul", { class: "file-list" });
  const words = h("p", { class: "file-fault", role: "alert" });
  const zone = h(
    "div",
    { class: "file-input" },
    input,
    h(
      "label",
      { class: "drop-zone", for: id },
      icon("attach"),
      h(
        "span",
        {},
        h("b", {}, "Choose"),
        ` or drop ${most === 1 ? "a file" : `up to ${most} files`} here`,
      ),
    ),
    list,
    words,
  );
  acceptDrops(zone, add);
  draw();
  return zone;

  async function add(chosen) {
    words.textContent = "";
    input.value = "";
    zone.classList.add("pending");
    for (const file of chosen) {
      const fault = refuse(file);
      if (fault) {
        words.textContent = fault;
        continue;
      }
      try {
        files = [...files, await surface.app.api.upload(file)];
      } catch (error) {
        words.textContent = `${file.name} did not upload: ${error.message}`;
      }
      changed();
    }
    zone.classList.remove("pending");
  }

  function refuse(file) {
    if (files.length >= most) return `No more than ${most} ${most === 1 ? "file" : "files"}.`;
    if (file.size > LARGEST) return `${file.name} is larger than 10 MB.`;
    const types = element.filetypes;
    const ending = file.name.includes(".") ? file.name.split(".").at(-1).toLowerCase() : "";
    if (types?.length && !types.includes(ending))
      return `${file.name}: only ${types.join(", ")} here.`;
    return null;
  }

  function changed() {
    draw();
    field.change({ files }, input);
  }

  function draw() {
    fill(
      list,
      files.map((file) =>
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
              onclick: () => remove(file),
            },
            icon("close"),
          ),
        ),
      ),
    );
  }

  function remove(file) {
    files = files.filter(({ id: other }) => other !== file.id);
    changed();
    input.focus();
  }
}
