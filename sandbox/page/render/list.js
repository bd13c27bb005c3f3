// A list of messages, in the channel or in the thread pane: days, grouping, scrolling, and the keys that walk it.

import { go, startEdit } from "../actions.js";
import { h, icon, keyed } from "../dom.js";
import { findMessage, store, threadKey } from "../store.js";
import { drawMessage, pick, when } from "./message.js";
import { workOf } from "./working.js";

const GROUP_S = 300; // messages of one author within five minutes share one head
const NEAR_END_PX = 80;

/** `scroller` is the element that scrolls; the list pins itself to its end until a person scrolls up. */
export function createList(scroller, { inThread }) {
  const list = h("ol", { class: "messages", "aria-label": inThread ? "Replies" : "Messages" });
  const button = h(
    "button",
    { type: "button", class: "jump", hidden: true, onclick: () => toEnd() },
    icon("down"),
    "New messages",
  );
  const jump = h("div", { class: "jump-slot" }, button);
  let pinned = true;
  let seen = { top: 0, height: 0, view: 0 };
  let shown = null;
  let last = null;

  const toEnd = () => {
    pinned = true;
    button.hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
  };
  scroller.addEventListener("scroll", () => {
    const now = { top: scroller.scrollTop, height: scroller.scrollHeight, view: scroller.clientHeight };
    // Scrolling that comes from a change of size is no wish to read further up.
    const resized = now.height !== seen.height || now.view !== seen.view;
    if (now.height - now.top - now.view < NEAR_END_PX) pinned = true;
    else if (!resized && now.top < seen.top) pinned = false;
    if (pinned) button.hidden = true;
    seen = now;
  });
  // Pictures that load late and panes that change their size must not push the end out of sight.
  const sizes = new ResizeObserver(() => pinned && !store.editing && toEnd());
  sizes.observe(list);
  sizes.observe(scroller);
  list.addEventListener("keydown", (event) => onKey(list, event));
  list.addEventListener("focusin", (event) => roveTo(list, event.target.closest("li")));

  /** Show the messages of `key` (a channel or a thread); undefined while they are being read. */
  function show(key, messages) {
    if (shown !== key) {
      shown = key;
      last = null;
      list.replaceChildren();
      pinned = true;
    }
    keyed(list, rows(messages ?? [], inThread), {
      key: (row) => row.key,
      deps: (row) => row.deps,
      draw: (row) => row.draw(),
    });
    list.setAttribute("aria-busy", String(messages === undefined));
    if (!list.querySelector('li[tabindex="0"]')) roveTo(list, list.lastElementChild);
    announceEnd(messages?.at(-1));
  }

  function announceEnd(newest) {
    const isNew = last && newest && newest.ts > last;
    last = newest?.ts ?? last;
    if (store.editing) return;
    if (pinned || (isNew && newest.user === store.me)) toEnd();
    else if (isNew) button.hidden = false;
  }

  return { list, jump, show };
}

function rows(messages, inThread) {
  const out = [];
  let before = null;
  for (const message of messages) {
    const day = when(message.ts).toDateString();
    const newDay = !before || when(before.ts).toDateString() !== day;
    if (newDay && !inThread) out.push({ key: `day ${day}`, deps: [day], draw: () => divider(dayName(message.ts)) });
    const compact = !newDay && continues(before, message);
    const work = JSON.stringify(workOf(threadKey(message.channel, message.ts)));
    out.push({
      key: message.ts,
      deps: [message, compact, store.editing === message.ts, work, store.route.thread === message.ts && work],
      draw: () => drawMessage(message, { compact, inThread }),
    });
    before = message;
    const count = messages.filter(({ ephemeral }) => !ephemeral).length - 1;
    if (inThread && message.ts === messages[0].ts && count > 0) {
      out.push({ key: "count", deps: [count], draw: () => divider(count === 1 ? "1 reply" : `${count} replies`) });
      before = null;
    }
  }
  return out;
}

const continues = (before, message) =>
  before.user === message.user &&
  before.username === message.username &&
  Number(message.ts) - Number(before.ts) < GROUP_S &&
  !message.subtype &&
  !before.subtype &&
  !message.ephemeral &&
  !before.ephemeral;

const divider = (text) => h("li", { class: "day" }, h("span", {}, text));

function dayName(ts) {
  const day = when(ts);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (day.toDateString() === today.toDateString()) return "Today";
  if (day.toDateString() === yesterday.toDateString()) return "Yesterday";
  return day.toLocaleDateString([], { weekday: "long", month: "long", day: "numeric" });
}

/** One message of the list is its tab stop; the arrows move it. */
function roveTo(list, item) {
  if (!item?.dataset.ts || item.tabIndex === 0) return;
  for (const other of list.querySelectorAll('li[tabindex="0"]')) other.tabIndex = -1;
  item.tabIndex = 0;
}

const messageItems = (list) => [...list.querySelectorAll("li[data-ts]")];

function onKey(list, event) {
  const item = event.target;
  if (item.tagName !== "LI" || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = messageItems(list);
  const at = items.indexOf(item);
  const target = { ArrowUp: items[at - 1], ArrowDown: items[at + 1], Home: items[0], End: items.at(-1) }[event.key];
  const message = findMessage(store.route.place, item.dataset.ts);
  if (target) target.focus();
  else if (event.key === "Enter" || event.key === "t") go(message.channel, message.thread_ts ?? message.ts);
  else if (event.key === "r") pick(message, item);
  else if (event.key === "e" && message.user === store.me) startEdit(message.ts);
  else return;
  event.preventDefault();
}
