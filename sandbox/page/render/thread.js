// The pane on the right: a root, its replies, and a composer of its own.

import { go } from "../actions.js";
import { h, iconButton, redraw } from "../dom.js";
import { channelTitle, isDirect, isMember, store, threadKey } from "../store.js";
import { composerFor } from "./composer.js";
import { createList } from "./list.js";
import { drawWork, workOf } from "./working.js";

export function createThreadPane(node) {
  const close = () => go(store.route.place);
  const where = h("span", { class: "hint" });
  const heading = h("h2", {}, "Thread ", where);
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
      heading,
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
    // On a phone the pane hides the channel: it is the page's main part then.
    const alone = matchMedia("(width <= 760px)").matches;
    node.role = alone ? "main" : "complementary";
    heading.ariaLevel = alone ? "1" : "2";
    const key = threadKey(channel.id, ts);
    const title = store.titles.get(key) ?? store.sessions.get(key)?.title;
    where.textContent = [isDirect(channel) ? channelTitle(channel) : `#${channel.name}`, title]
      .filter(Boolean)
      .join(" · ");
    show(key, store.replies.get(key));
    const work = workOf(key);
    redraw(status, work, () => work && drawWork(work));
    const form = isMember(channel, store.me) ? composerFor(channel, ts).form : null;
    if (slot.firstElementChild !== form) slot.replaceChildren(...(form ? [form] : []));
  };
}
