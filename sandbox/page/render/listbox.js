// A list of suggestions under a text field: the field keeps the focus, the arrows move the choice (ARIA listbox).

import { h } from "../dom.js";

let count = 0;

/** Options are { label, hint?, before?, pick }. `field` gets the ARIA attributes. */
export function createListbox(field, { label, testid }) {
  count += 1;
  const id = `suggestions-${count}`;
  const node = h("div", {
    id,
    class: "listbox",
    role: "listbox",
    "aria-label": label,
    "data-testid": testid,
    hidden: true,
  });
  let options = [];
  let active = 0;

  function draw() {
    const row = (option, index) =>
      h(
        "div",
        {
          id: `${id}-${index}`,
          role: "option",
          class: "option",
          "aria-selected": String(index === active),
          // mousedown, not click: the field must not lose the focus
          onmousedown: (event) => {
            event.preventDefault();
            option.pick();
          },
        },
        option.before,
        h("span", { class: "option-label" }, option.label),
        option.hint && h("span", { class: "hint" }, option.hint),
      );
    node.replaceChildren(...options.map(row));
    node.hidden = options.length === 0;
    field.setAttribute("aria-controls", id);
    if (options.length) field.setAttribute("aria-activedescendant", `${id}-${active}`);
    else field.removeAttribute("aria-activedescendant");
    node.children[active]?.scrollIntoView({ block: "nearest" });
  }

  return {
    node,
    isOpen: () => options.length > 0,
    active: () => options[active],
    show(next, name) {
      options = next;
      active = 0;
      if (name) node.dataset.testid = name;
      draw();
    },
    move(step) {
      active = (active + step + options.length) % options.length;
      draw();
    },
  };
}
