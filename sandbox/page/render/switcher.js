// Ctrl+K: jump to a channel or a person by typing some letters of the name.

import { go, goDirect, openHome } from "../actions.js";
import { h, icon } from "../dom.js";
import { isApp, isMember, store } from "../store.js";
import { createListbox } from "./listbox.js";
import { openDialog } from "./overlay.js";
import { avatar } from "./picture.js";

const MOST = 10;

function places() {
  const channels = [...store.channels.values()]
    .filter((channel) => channel.kind === "channel" || (channel.kind === "private" && isMember(channel, store.me)))
    .map((channel) => ({
      label: channel.name,
      hint: channel.topic,
      before: icon(channel.kind === "private" ? "lock" : "hash"),
      open: () => go(channel.id),
    }));
  const people = [...store.people.values()]
    .filter(({ id }) => id !== store.me && !isApp(id))
    .map(({ id, name, real_name }) => ({
      label: real_name || name,
      before: avatar(id, "small"),
      open: () => goDirect(id),
    }));
  const app = {
    label: store.app.name,
    hint: "App",
    before: avatar(store.app.bot_user_id, "small"),
    open: () => goDirect(store.app.bot_user_id),
  };
  const home = store.app.home
    ? [{ label: `${store.app.name} Home`, hint: "App", before: icon("picks"), open: openHome }]
    : [];
  return [...channels, app, ...home, ...people];
}

export function openSwitcher() {
  const field = h("input", {
    type: "text",
    class: "field",
    placeholder: "Channel or person",
    "aria-label": "Jump to",
    "aria-autocomplete": "list",
    autocomplete: "off",
    "data-testid": "switcher",
  });
  const listbox = createListbox(field, { label: "Places", testid: "switcher-list" });
  const all = places();
  const update = () => {
    const typed = field.value.trim().toLowerCase();
    const found = all.filter(({ label }) => label.toLowerCase().includes(typed)).slice(0, MOST);
    listbox.show(found.map((place) => ({ ...place, pick: () => (close(), place.open()) })));
  };
  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    if (!listbox.isOpen()) return;
    if (event.key === "ArrowDown") listbox.move(1);
    else if (event.key === "ArrowUp") listbox.move(-1);
    else if (event.key === "Enter") listbox.active().pick();
    else return;
    event.preventDefault();
  });
  const { close } = openDialog({
    title: "Jump to",
    body: [field, listbox.node],
    testid: "switcher-dialog",
    className: "small switcher",
  });
  update();
  field.focus();
}
