// What a person can do from the page. A refusal becomes a notice in words; the caller then gets null.

import { act, Refused } from "./api.js";
import { openDialog, notice } from "./render/overlay.js";
import { formatRoute, HOME } from "./route.js";
import { changed, store } from "./store.js";
import { h } from "./dom.js";

/** Like act(), as the present person; null after a refusal that was shown. */
export async function perform(what, args) {
  try {
    return await act(store.me, what, args);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    notice(error.message);
    return null;
  }
}

/** Open a place by its address, so that going back works. */
export function go(place, thread = null, as = store.me) {
  document.body.classList.remove("drawer");
  location.hash = formatRoute({ place, thread, as });
}

export const addressOf = (place, thread = null) => formatRoute({ place, thread, as: store.me });

export async function goDirect(user) {
  const answer = await perform("open_im", { user });
  if (!answer) return;
  const channel = answer.channel.id ?? answer.channel;
  go(channel);
}

export const openHome = () => go(HOME);

export function toggleReaction(message, name) {
  const mine = message.reactions?.some((reaction) => reaction.name === name && reaction.users.includes(store.me));
  return perform(mine ? "unreact" : "react", { channel: message.channel, ts: message.ts, name });
}

export function startEdit(ts) {
  store.editing = ts;
  changed();
}

/** Delete after asking, as Slack does. */
export function askDelete(message) {
  const { close } = openDialog({
    title: "Delete message",
    body: h("p", {}, "Delete this message? This cannot be undone."),
    footer: [
      h("button", { type: "button", class: "button", onclick: () => close() }, "Cancel"),
      h(
        "button",
        {
          type: "button",
          class: "button danger",
          "data-testid": "confirm-delete",
          onclick: () => {
            close();
            perform("delete", { channel: message.channel, ts: message.ts });
          },
        },
        "Delete",
      ),
    ],
    testid: "delete",
    className: "small",
  });
}

/** How blocks of a message reach the bot. */
export const messageSurface = (message) => ({
  id: `${message.channel}/${message.ts}`,
  openEntity: (url) => perform("open_entity", { channel: message.channel, ts: message.ts, url }),
  click: (block, element, value) =>
    perform("click", {
      channel: message.channel,
      message_ts: message.ts,
      block_id: block.block_id,
      action_id: element.action_id,
      ...(value === undefined ? {} : { value }),
    }),
});
