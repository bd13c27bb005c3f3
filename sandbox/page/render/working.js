// What the bot is doing in a thread: its words, in turn where it gave several, and the button that stops it.

import { perform } from "../actions.js";
import { h } from "../dom.js";
import { store } from "../store.js";

const TURN_MS = 2500;

/** What is shown for a thread ("channel/ts"), or null while the bot is idle there. Plain data, to be compared. */
export function workOf(key) {
  const status = store.status.get(key);
  const busy = store.sessions.get(key)?.status === "processing";
  if (!status && !busy) return null;
  return { key, text: status?.text ?? "is at work", loading: status?.loading ?? [], stop: busy && store.app.stoppable };
}

export function drawWork({ key, text, loading, stop }) {
  const line = `${store.app.name} ${text}`;
  const [channel, thread_ts] = key.split("/");
  return h(
    "div",
    { class: "status", "data-testid": "status" },
    h("span", { class: "pulse", "aria-hidden": "true" }),
    // Said once; what turns is for the eyes only.
    h("span", { class: loading.length ? "sr-only" : "shimmer", role: "status" }, line),
    loading.length > 0 && turning(loading),
    stop &&
      h(
        "button",
        {
          type: "button",
          class: "button stop",
          "data-testid": "stop",
          "data-focus": "stop",
          onclick: () => perform("stop", { channel, thread_ts }),
        },
        "Stop",
      ),
  );
}

function turning(texts) {
  const node = h("span", { class: "shimmer", "aria-hidden": "true" }, texts[0]);
  let shown = 0;
  const timer = setInterval(() => {
    if (!node.isConnected) return clearInterval(timer);
    shown = (shown + 1) % texts.length;
    node.textContent = texts[shown];
    return undefined;
  }, TURN_MS);
  return node;
}
