// Building and updating the document without a framework. Text always goes in as text nodes, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element. Props: class, on* handlers, DOM attributes; null, undefined and false are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...flat(children));
  return node;
}

function flat(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "");
}

/** A picture from one of the page's own sprite sheets (art/icons.svg, art/emoji.svg). */
export function sprite(sheet, id, className) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/art/${sheet}.svg#${id}`);
  svg.append(use);
  return svg;
}

export const icon = (id) => sprite("icons", id, "icon");

/** A button that shows an icon only; its label is its name for everybody who does not see it, and its tooltip. */
export function iconButton(id, label, props = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...props }, icon(id));
}

const drawn = new WeakMap();

/** Redraw `parent` only when what it shows has changed: a click must not lose its button between down and up. */
export function redraw(parent, signature, draw) {
  const wanted = JSON.stringify(signature);
  if (drawn.get(parent) === wanted) return;
  drawn.set(parent, wanted);
  keepFocus(parent, () => parent.replaceChildren(...flat([draw()])));
}

/** Bring the children of `parent` in line with `items`, touching only those whose `deps` changed. */
export function keyed(parent, items, { key, deps, draw }) {
  const old = new Map([...parent.children].map((child) => [drawn.get(child)?.key, child]));
  let at = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    const wanted = deps(item);
    let node = old.get(id);
    old.delete(id);
    if (!node || !same(drawn.get(node).deps, wanted)) {
      const fresh = draw(item);
      drawn.set(fresh, { key: id, deps: wanted });
      if (node) {
        if (at === node) at = fresh;
        replace(node, fresh);
      }
      node = fresh;
    }
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
  for (const gone of old.values()) gone.remove();
}

const same = (left, right) =>
  left.length === right.length && left.every((value, index) => Object.is(value, right[index]));

function replace(node, fresh) {
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  const mark = focused?.dataset.focus;
  const wasTabStop = node.tabIndex === 0;
  node.replaceWith(fresh);
  if (wasTabStop) fresh.tabIndex = 0;
  if (focused) (findMark(fresh, mark) ?? fresh).focus({ preventScroll: true });
}

/** Run `change`, then give the focus back to the element that carries the same data-focus mark. */
export function keepFocus(parent, change) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const mark = focused?.dataset.focus;
  change();
  if (mark) findMark(parent, mark)?.focus({ preventScroll: true });
}

const findMark = (parent, mark) => (mark ? parent.querySelector(`[data-focus="${CSS.escape(mark)}"]`) : null);
