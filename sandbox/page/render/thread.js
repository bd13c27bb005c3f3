// The pane on the right: a root, its replies, and a composer of its own.

import { go } from "../actions.js";
import { h, iconButton } from "../dom.js";
import { channelTitle, isMember, store, threadKey } from "../store.js";
import { composerFor } from "./composer.js";
import { createList } from "./list.js";
import { drawStatus } from "./message.js";

export function createThreadPane(node) {
  const close = () => go(store.route.place);
  const where = h("span", { class: "hint" });
  const scroller = h("div", { class: "scroller", tabindex: -1 });
  const { list, jump, show } = createList(scroller, { inThread: true });
  const status = h("div", { class: "status-slot" });
  const slot = h("div", { class: "thread-composer-slot" });
  scroller.append(list);
  node.append(
    h(
      "div",
      { class: "thread-head" },
      iconButton("back", "Back to the channel", {
        class: "icon-button back-button",
        "data-testid": "thread-back",
        onclick: close,
      }),
      h("h2", {}, "Thread ", where),
      iconButton("close", "Close thread", {
        class: "icon-button close-button",
        "data-testid": "thread-close",
        onclick: close,
      }),
    ),
    scroller,
    jump,
    status,
    slot,
  );
  let shownStatus = null;
  let shownThread = null;

  return function draw(channel) {
    const ts = store.route.thread;
    const hadFocus = node.contains(document.activeElement);
    node.hidden = !ts || !channel;
    document.getElementById("app").classList.toggle("has-thread", !node.hidden);
    if (node.hidden) {
      show(null, []);
      // Who closes the pane from within goes on at the message it hung from.
      if (hadFocus) document.querySelector(`#scroller li[data-ts="${shownThread}"]`)?.focus({ preventScroll: true });
      return;
    }
    shownThread = ts;
    const key = threadKey(channel.id, ts);
    where.textContent = channel.kind === "im" ? channelTitle(channel) : `#${channel.name}`;
    show(key, store.replies.get(key));
    const text = store.status.get(key) ?? null;
    if (text !== shownStatus) status.replaceChildren(...(text ? [drawStatus(text)] : []));
    shownStatus = text;
    const form = isMember(channel, store.me) ? composerFor(channel, ts).form : null;
    if (slot.firstElementChild !== form) slot.replaceChildren(...(form ? [form] : []));
  };
}
