// One message: avatar, name, time, blocks or text, reactions, thread link, and the actions that show on hover or focus.

import { addressOf, askDelete, go, messageSurface, perform, startEdit, toggleReaction } from "../actions.js";
import { h, icon, iconButton } from "../dom.js";
import { emojiNode, emojiWords, QUICK_REACTIONS } from "../emoji.js";
import { authorName, findMessage, isReply, personName, store, threadKey } from "../store.js";
import { attachment, drawBlocks } from "./blocks.js";
import { editBox } from "./composer.js";
import { mrkdwn, words } from "./mrkdwn.js";
import { openMenu, openPicker } from "./overlay.js";
import { avatar } from "./picture.js";
import { drawWork, workOf } from "./working.js";

export const when = (ts) => new Date(Number(ts) * 1000);
export const clock = (ts) => when(ts).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

/** What a screen reader and a notification say about a message. */
export function summary(message) {
  const text = words(message.text ?? "") || "a message with blocks";
  return `${authorName(message)}, ${clock(message.ts)}: ${text}`;
}

/** `compact`: the same author goes on, so the head is left out. `inThread`: drawn in the thread pane. */
export function drawMessage(message, { compact, inThread }) {
  const kinds = [
    "message",
    compact && "compact",
    message.ephemeral && "ephemeral",
    message.subtype && `subtype-${message.subtype}`,
    message.stream === "streaming" && "growing",
  ];
  const editing = store.editing === message.ts;
  return h(
    "li",
    {
      class: kinds.filter(Boolean).join(" "),
      tabindex: -1,
      "aria-label": summary(message),
      "data-testid": "message",
      "data-ts": message.ts,
      "data-user": message.user,
      "aria-busy": message.stream === "streaming" ? "true" : null,
      "data-ephemeral": message.ephemeral ? "true" : null,
    },
    message.ephemeral && onlyYou(message),
    broadcastNote(message, inThread),
    h(
      "div",
      { class: "gutter" },
      compact ? h("time", { class: "side-time" }, clock(message.ts)) : avatar(message.user),
    ),
    h(
      "div",
      { class: "message-main" },
      !compact && head(message),
      editing ? editBox(message) : h("div", { class: "message-body", "data-testid": "message-body" }, body(message)),
      reactions(message),
      !inThread && threadLink(message),
      !inThread && statusLine(message),
    ),
    !editing && !message.ephemeral && toolbar(message, inThread),
  );
}

function onlyYou(message) {
  const dismiss = () => perform("delete", { channel: message.channel, ts: message.ts });
  return h(
    "div",
    { class: "only-you" },
    icon("eye"),
    "Only visible to you",
    h("button", { type: "button", class: "link", "data-testid": "dismiss", onclick: dismiss }, "Dismiss"),
  );
}

function head(message) {
  const isBot = message.bot_id || message.user === store.app.bot_user_id;
  return h(
    "div",
    { class: "message-head" },
    h("span", { class: "author" }, authorName(message)),
    isBot && h("span", { class: "badge" }, "APP"),
    h(
      "time",
      { datetime: when(message.ts).toISOString(), title: when(message.ts).toLocaleString() },
      clock(message.ts),
    ),
  );
}

function body(message) {
  const surface = messageSurface(message);
  const text = h(
    "div",
    { class: "text" },
    mrkdwn(message.text ?? ""),
    message.edited && h("span", { class: "hint" }, " (edited)"),
  );
  // A person's own blocks repeat the text, without its *bold* and _italic_: the text says more.
  const blocks = message.blocks?.length && message.bot_id ? drawBlocks(message.blocks, surface) : text;
  return [
    blocks,
    message.stream === "stopped_by_user" && h("div", { class: "hint" }, "Stopped."),
    message.files?.map(({ name }) => h("div", { class: "file" }, icon("link"), name)),
    message.attachments?.map((spec) => attachment(spec, surface)),
  ];
}

function broadcastNote(message, inThread) {
  if (message.subtype !== "thread_broadcast" || inThread) return null;
  const root = findMessage(message.channel, message.thread_ts);
  const preview = root ? words(root.text ?? "").slice(0, 60) : "an earlier message";
  return h(
    "div",
    { class: "broadcast-note" },
    "replied to a thread: ",
    h("a", { href: addressOf(message.channel, message.thread_ts) }, preview),
  );
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  const pill = ({ name, count, users }) => {
    const mine = users.includes(store.me);
    const who = users.map((user) => (user === store.me ? "you" : personName(user))).join(", ");
    return h(
      "button",
      {
        type: "button",
        class: "reaction",
        "aria-pressed": String(mine),
        "aria-label": `${emojiWords(name)}, ${count}, ${mine ? "take yours back" : "add yours"}`,
        title: `${who} reacted with :${name}:`,
        "data-testid": "reaction",
        "data-name": name,
        "data-focus": `reaction ${name}`,
        onclick: () => toggleReaction(message, name),
      },
      emojiNode(name) ?? `:${name}:`,
      h("span", { class: "count" }, String(count)),
    );
  };
  const add = iconButton("smile-add", "Add a reaction", { class: "reaction add", onclick: () => pick(message, add) });
  return h("div", { class: "reactions" }, message.reactions.map(pill), add);
}

export const pick = (message, anchor) =>
  openPicker(anchor, (name) => perform("react", { channel: message.channel, ts: message.ts, name }));

function threadLink(message) {
  if (!message.reply_count || isReply(message)) return null;
  const faces = (message.reply_users ?? []).slice(0, 4).map((user) => avatar(user, "tiny"));
  return h(
    "a",
    {
      class: "thread-link",
      href: addressOf(message.channel, message.ts),
      "data-testid": "open-thread",
      "data-focus": "thread",
    },
    faces,
    h("strong", {}, message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`),
    message.latest_reply && h("span", { class: "hint last-reply" }, `Last reply at ${clock(message.latest_reply)}`),
    icon("right"),
  );
}

/** "recbot is looking…" under a root, while its thread is not open (there it stands above the composer). */
function statusLine(message) {
  const work = workOf(threadKey(message.channel, message.ts));
  return work && store.route.thread !== message.ts ? drawWork(work) : null;
}

function toolbar(message, inThread) {
  const react = (name) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": `React with ${emojiWords(name)}`,
        title: emojiWords(name),
        "data-testid": `react-${name}`,
        "data-focus": `react ${name}`,
        onclick: () => toggleReaction(message, name),
      },
      emojiNode(name),
    );
  const more = iconButton("more", "More actions", {
    "aria-haspopup": "menu",
    "data-testid": "message-more",
    "data-focus": "more",
    onclick: () => openMenu(more, menu(message)),
  });
  const picker = iconButton("smile-add", "Find another reaction", {
    "data-testid": "react-more",
    "data-focus": "picker",
    onclick: () => pick(message, picker),
  });
  const reply = iconButton("thread", "Reply in thread", {
    "data-testid": "reply-in-thread",
    onclick: () => go(message.channel, message.thread_ts ?? message.ts),
  });
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Message actions" },
    QUICK_REACTIONS.map(react),
    picker,
    !inThread && reply,
    more,
  );
}

function menu(message) {
  const own = message.user === store.me;
  const copy = () =>
    navigator.clipboard.writeText(
      new URL(addressOf(message.channel, message.thread_ts ?? message.ts), location.href).href,
    );
  const shortcuts = store.shortcuts
    .filter(({ type }) => type.startsWith("message"))
    .map(({ name, callback_id }) => ({
      label: name,
      hint: store.app.name,
      before: icon("bolt"),
      testid: `shortcut-${callback_id}`,
      run: () => perform("shortcut", { callback_id, channel: message.channel, message_ts: message.ts }),
    }));
  return [
    own && { label: "Edit message", before: icon("pencil"), testid: "edit-message", run: () => startEdit(message.ts) },
    { label: "Copy link", before: icon("link"), run: copy },
    ...shortcuts,
    own && {
      label: "Delete message",
      before: icon("trash"),
      danger: true,
      testid: "delete-message",
      run: () => askDelete(message),
    },
  ].filter(Boolean);
}
