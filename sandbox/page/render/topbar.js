// The bar above all: sidebar button (phones), jump, faults, theme, and who one is acting as.

import { go } from "../actions.js";
import { h, icon, iconButton, redraw } from "../dom.js";
import { isApp, store } from "../store.js";
import { isDark, toggleTheme } from "../theme.js";
import { openFaults } from "./faults.js";
import { openMenu } from "./overlay.js";
import { avatar } from "./picture.js";
import { openSwitcher } from "./switcher.js";

export function drawTopbar(node) {
  redraw(node, [store.me, [...store.people.values()], isDark()], () => [
    iconButton("menu", "Show channels", {
      class: "icon-button drawer-button",
      "data-testid": "drawer",
      onclick: () => document.body.classList.toggle("drawer"),
    }),
    h(
      "button",
      { type: "button", class: "jump-to", "data-testid": "jump-to", "data-focus": "jump", onclick: openSwitcher },
      icon("search"),
      h("span", {}, "Jump to a channel or person"),
      h("kbd", {}, "Ctrl K"),
    ),
    h(
      "div",
      { class: "topbar-end" },
      iconButton("tools", "Make the sandbox misbehave", {
        "data-testid": "faults",
        "data-focus": "faults",
        onclick: openFaults,
      }),
      iconButton(isDark() ? "sun" : "moon", isDark() ? "Light theme" : "Dark theme", {
        "data-testid": "theme",
        "data-focus": "theme",
        onclick: toggleTheme,
      }),
      personSwitcher(),
    ),
  ]);
}

function personSwitcher() {
  const me = store.people.get(store.me);
  const items = [...store.people.values()]
    .filter(({ id, is_bot }) => !is_bot && !isApp(id))
    .map((person) => ({
      label: person.real_name || person.name,
      before: avatar(person.id, "small"),
      checked: person.id === store.me,
      testid: `person-${person.name}`,
      // Another person may not see the open direct message; then they land in their own first channel.
      run: () => go(store.route.place, store.route.thread, person.id),
    }));
  const button = h(
    "button",
    {
      type: "button",
      class: "person-switcher",
      "aria-haspopup": "menu",
      "data-testid": "person-switcher",
      "data-user": store.me,
      "data-focus": "person",
      onclick: () => openMenu(button, items),
    },
    avatar(store.me, "small"),
    h(
      "span",
      {},
      h("span", { class: "you-are" }, "You are "),
      h("strong", {}, me?.real_name?.split(" ")[0] || me?.name),
    ),
    icon("down"),
  );
  return button;
}
