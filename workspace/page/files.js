/** Files in messages and forms: dropping them, naming their size, showing them. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** Let files be dropped on an element; `onFiles` gets an array of File. */
export function acceptDrops(element, onFiles) {
  let depth = 0;
  const enter = (by) => {
    depth = Math.max(0, depth + by);
    element.classList.toggle("dropping", depth > 0);
  };
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  element.addEventListener(
    "dragenter",
    (event) => holdsFiles(event) && (event.preventDefault(), event.stopPropagation(), enter(1)),
  );
  element.addEventListener("dragleave", (event) => holdsFiles(event) && enter(-1));
  element.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  element.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    enter(-depth);
    onFiles([...event.dataTransfer.files]);
  });
}

/** "12 kB", "3.4 MB" */
export function sizeWords(bytes) {
  if (bytes === undefined || bytes === null) return "";
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A file shared in a message: an image in sight, anything else to download. */
export function fileCard(file, api) {
  const url = api.fileUrl(file);
  const name = file.title || file.name;
  if (file.mimetype?.startsWith("image/")) {
    return h(
      "figure",
      { class: "file-image" },
      h("figcaption", {}, name),
      h(
        "a",
        { href: url, target: "_blank", rel: "noopener" },
        h("img", { src: url, alt: name, loading: "lazy" }),
      ),
    );
  }
  return h(
    "a",
    { class: "file-card", href: url, download: file.name },
    icon("file"),
    h(
      "span",
      { class: "file-words" },
      h("span", { class: "file-name" }, name),
      h("span", { class: "quiet" }, sizeWords(file.size)),
    ),
  );
}
