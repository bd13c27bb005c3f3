// What the composer suggests while typing: /commands, @people, #channels, :emoji:

import { emojiNode, PICKER } from "../emoji.js";
import { handle, isDirect, store } from "../store.js";
import { createListbox } from "./listbox.js";
import { avatar } from "./picture.js";

const MOST = 8;

const starts = (name, typed) => name.toLowerCase().startsWith(typed.toLowerCase());

function commands(typed) {
  return store.commands
    .filter(({ command }) => starts(command, `/${typed}`))
    .map(({ command, description, usage_hint }) => ({
      insert: `${command} `,
      label: command,
      hint: usage_hint ? `${usage_hint} — ${description}` : description,
      before: avatar(store.app.bot_user_id, "small"),
    }));
}

function people(typed) {
  const all = [...store.people.values()].filter(({ id }) => id !== store.app.bot_user_id && id !== store.me);
  const app = { id: store.app.bot_user_id, name: handle(store.app.bot_user_id), real_name: store.app.description };
  return [app, ...all]
    .filter(({ name, real_name }) => starts(name, typed) || starts(real_name ?? "", typed))
    .map(({ id, name, real_name }) => ({
      insert: `@${name} `,
      label: name,
      hint: real_name,
      before: avatar(id, "small"),
    }));
}

const channels = (typed) =>
  [...store.channels.values()]
    .filter((channel) => !isDirect(channel) && starts(channel.name, typed))
    .map(({ name, topic }) => ({ insert: `#${name} `, label: `#${name}`, hint: topic }));

const emoji = (typed) =>
  PICKER.filter((name) => starts(name, typed)).map((name) => ({
    insert: `:${name}: `,
    label: `:${name}:`,
    before: emojiNode(name),
  }));

// What stands before the caret -> suggestions for it. The first group is what the choice replaces.
const SOURCES = [
  { pattern: /^(\/(\S*))$/, suggest: commands, testid: "slash-menu" },
  { pattern: /(?:^|\s)(@([\p{L}\p{N}_.-]*))$/u, suggest: people, testid: "mention-menu" },
  { pattern: /(?:^|\s)(#([\p{L}\p{N}_-]*))$/u, suggest: channels, testid: "channel-menu" },
  { pattern: /(?:^|\s)(:([a-z0-9_+-]{2,}))$/, suggest: emoji, testid: "emoji-menu" },
];

/** Suggestions for a textarea. `onKey` answers true when it used the key. Slash commands do not work in threads. */
export function createComplete(field, { slash }) {
  const listbox = createListbox(field, { label: "Suggestions", testid: "suggestions" });
  const sources = slash ? SOURCES : SOURCES.slice(1);

  function update() {
    const before = field.value.slice(0, field.selectionStart);
    for (const { pattern, suggest, testid } of sources) {
      const found = pattern.exec(before);
      if (!found) continue;
      const options = suggest(found[2]).slice(0, MOST);
      listbox.show(
        options.map((option) => ({ ...option, pick: () => put(found[1].length, option.insert) })),
        testid,
      );
      return;
    }
    listbox.show([]);
  }

  function put(length, text) {
    const end = field.selectionStart;
    field.setRangeText(text, end - length, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** A command typed in full is sent by Enter, not completed once more. */
  const isWhole = () => listbox.active().insert?.trim() === field.value.trim();

  function onKey(event) {
    if (!listbox.isOpen()) return false;
    if (event.key === "ArrowDown") listbox.move(1);
    else if (event.key === "ArrowUp") listbox.move(-1);
    else if (event.key === "Escape") listbox.show([]);
    else if (event.key === "Tab" || (event.key === "Enter" && !isWhole())) listbox.active().pick();
    else return false;
    return true;
  }

  field.addEventListener("blur", () => listbox.show([]));
  return { node: listbox.node, update, onKey };
}
