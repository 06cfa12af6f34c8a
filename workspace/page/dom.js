/**
 * Building of the page's nodes.
 *
 * Data reaches the page through text nodes and attributes only; nothing here or anywhere else
 * parses a string as markup.
 */

const SVG = "http://www.w3.org/2000/svg";
let lastId = 0;

/** An id that no other element has, for labels and descriptions. */
export function newId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/**
 * An HTML element. `onclick` and its like take functions; `true` sets an empty attribute; `false`,
 * null and undefined leave it out. Children are nodes, strings, or arrays of them; null is nothing.
 */
export function h(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...solid(children));
  return element;
}

function solid(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false);
}

/** Replace what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...solid(children));
  return element;
}

/** Make `parent` hold exactly `nodes`, in order, moving as few as possible so that focus stays. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  let next = parent.firstChild;
  for (const node of nodes) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
}
