// Where a person writes: the composer of a channel or thread, and the box that edits a message in place.

import { perform } from "../actions.js";
import { act } from "../api.js";
import { h, icon, iconButton } from "../dom.js";
import { channelTitle, changed, isDirect, store } from "../store.js";
import { decode } from "../text.js";
import { createComplete } from "./complete.js";
import { openMenu, openPicker } from "./overlay.js";

const composers = new Map();

/** The composer of a place. It lives as long as the page, so drafts survive walking about. */
export function composerFor(channel, thread = null) {
  const key = `${store.me} ${channel.id} ${thread ?? ""}`;
  if (!composers.has(key)) composers.set(key, createComposer(channel, thread));
  return composers.get(key);
}

function createComposer(channel, thread) {
  const name = isDirect(channel) ? channelTitle(channel) : `#${channel.name}`;
  const title = thread ? "Reply…" : `Message ${name}`;
  const { field, complete } = createField(title, { slash: !thread, testid: thread ? "thread-composer" : "composer" });
  const error = h("div", { class: "composer-error", role: "alert" });
  const broadcast =
    thread && !isDirect(channel) ? h("input", { type: "checkbox", "data-testid": "broadcast" }) : null;
  const sendButton = h(
    "button",
    {
      type: "submit",
      class: "send",
      "aria-label": "Send",
      title: "Send (Enter)",
      "data-testid": thread ? "thread-send" : "composer-send",
      disabled: true,
    },
    icon("send"),
  );

  field.addEventListener("input", () => {
    sendButton.disabled = !field.value.trim();
    error.textContent = "";
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || complete.onKey(event)) return event.isComposing || event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      return send();
    }
    if (event.key === "ArrowUp" && !field.value && editLast(channel, thread)) event.preventDefault();
    return undefined;
  });

  async function send() {
    const text = field.value.trim();
    if (!text) return;
    setText(field, "");
    try {
      await dispatch(channel, thread, text, broadcast?.checked);
      if (broadcast) broadcast.checked = false;
      store.asked.add(store.me);
      changed();
    } catch (refusal) {
      // What was typed is not lost: it stands there again, with the reason.
      if (!field.value) setText(field, text);
      error.textContent = refusal.message;
    }
  }

  const form = h(
    "form",
    {
      class: "composer",
      "aria-label": title,
      onsubmit: (event) => {
        event.preventDefault();
        send();
        field.focus();
      },
    },
    complete.node,
    h("div", { class: "composer-box" }, field, tools(field, sendButton, { slash: !thread })),
    broadcast && h("label", { class: "broadcast" }, broadcast, `Also send to ${name}`),
    error,
  );
  return { form, field, fill: (text) => (setText(field, text), field.focus()) };
}

/** Say it, or run it as a slash command, as Slack's client decides: by its first character. */
function dispatch(channel, thread, text, broadcast) {
  const command = /^(\/\S+)\s*([^]*)$/.exec(text);
  if (!command)
    return act(store.me, "say", {
      channel: channel.id,
      text,
      ...(thread && { thread_ts: thread, broadcast: Boolean(broadcast) }),
    });
  // In a thread the sandbox refuses it, as Slack does, and says what to do instead.
  return act(store.me, "command", {
    channel: channel.id,
    command: command[1],
    text: command[2],
    ...(thread && { thread_ts: thread }),
  });
}

function setText(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function createField(label, { slash, testid }) {
  const field = h("textarea", {
    class: "composer-field",
    rows: 1,
    placeholder: label,
    "aria-label": label,
    "aria-autocomplete": "list",
    "data-testid": testid,
    "data-focus": testid,
  });
  const complete = createComplete(field, { slash });
  field.addEventListener("input", () => {
    grow(field);
    complete.update();
  });
  return { field, complete };
}

/** As tall as its text; the style sheet sets the limit. */
function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function insert(field, text) {
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function wrap(field, mark) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  insert(field, `${mark}${value.slice(from, to)}${mark}`);
  if (from === to) field.setSelectionRange(from + 1, from + 1);
}

function tools(field, sendButton, { slash }) {
  const shortcuts = store.shortcuts.filter(({ type }) => type === "global" || type === "shortcut");
  const start = (callback_id) => perform("shortcut", { callback_id });
  const items = shortcuts.map(({ name, description, callback_id }) => ({
    label: name,
    hint: description,
    before: icon("bolt"),
    testid: `shortcut-${callback_id}`,
    run: () => start(callback_id),
  }));
  const lightning =
    items.length > 0 &&
    iconButton("bolt", "Shortcuts", {
      "aria-haspopup": "menu",
      "data-testid": "shortcuts",
      onclick: () => openMenu(lightning, items),
    });
  const emoji = iconButton("smile", "Emoji", {
    onclick: () => openPicker(emoji, (name) => insert(field, `:${name}: `)),
  });
  const letter = (text, label, mark) =>
    h(
      "button",
      {
        type: "button",
        class: `icon-button letter ${label.toLowerCase()}`,
        "aria-label": label,
        title: label,
        onclick: () => wrap(field, mark),
      },
      text,
    );
  const startWith = (text) => () => {
    if (text === "/") setText(field, "");
    insert(field, text);
  };
  return h(
    "div",
    { class: "composer-tools" },
    lightning,
    letter("B", "Bold", "*"),
    letter("I", "Italic", "_"),
    letter("<>", "Code", "`"),
    h("span", { class: "tool-gap" }),
    emoji,
    iconButton("at", "Mention somebody", { onclick: startWith("@") }),
    slash && iconButton("slash", "Run a command", { onclick: startWith("/") }),
    sendButton,
  );
}

function editLast(channel, thread) {
  const list = thread ? store.replies.get(`${channel.id}/${thread}`) : store.roots.get(channel.id);
  const own = list?.findLast((message) => message.user === store.me && !message.subtype && !message.ephemeral);
  if (!own) return false;
  store.editing = own.ts;
  changed();
  return true;
}

/** A message opened for editing; Enter saves, Escape leaves it as it was. */
export function editBox(message) {
  const { field, complete } = createField("Edit message", { slash: false, testid: "edit-field" });
  const before = decode(message.text ?? "");
  const stop = () => {
    store.editing = null;
    changed();
    focusComposer(message);
  };
  const save = async () => {
    const text = field.value.trim();
    if (!text) return;
    stop();
    if (text !== before) await perform("edit", { channel: message.channel, ts: message.ts, text });
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (complete.onKey(event)) event.preventDefault();
    else if (event.key === "Escape") stop();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.value = before;
  // The field is not in the document yet; once it is, it takes the focus with the caret at the end.
  queueMicrotask(() => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    grow(field);
    field.closest("li").scrollIntoView({ block: "nearest" });
  });
  return h(
    "div",
    { class: "edit-box" },
    complete.node,
    h("div", { class: "composer-box" }, field),
    h(
      "div",
      { class: "edit-actions" },
      h("button", { type: "button", class: "button", onclick: stop }, "Cancel"),
      h("button", { type: "button", class: "button primary", "data-testid": "edit-save", onclick: save }, "Save"),
    ),
  );
}

function focusComposer(message) {
  const channel = store.channels.get(message.channel);
  composerFor(channel, store.route.thread).field.focus();
}
