// The middle: banner, welcome, messages, what the bot is doing, and the composer of the open channel.

import { h, icon, iconButton, redraw } from "../dom.js";
import { channelTitle, defaultChannel, handle, isApp, isMember, otherSide, store } from "../store.js";
import { composerFor } from "./composer.js";
import { joinBar } from "./header.js";
import { createList } from "./list.js";
import { drawStatus } from "./message.js";
import { avatar } from "./picture.js";

/** Above everything: what does not work, and what to do about it. */
export function drawBanner(node) {
  redraw(node, [store.socketLost, store.bot], () => {
    if (store.socketLost) return banner("lost", ["The sandbox does not answer. Trying again…"]);
    if (store.bot === false) {
      return banner("away", [
        `${store.app.name} is not connected, so nobody will answer. Start it in another terminal with `,
        h("code", {}, "recbot run"),
        ", or start both together with ",
        h("code", {}, "recbot demo"),
        ".",
      ]);
    }
    return null;
  });
}

const banner = (kind, content) =>
  h("div", { class: `banner ${kind}`, "data-testid": `banner-${kind}` }, icon("plug"), h("span", {}, content));

export function createChannelPane({ scroller, below, slot }) {
  const intro = h("div", { class: "intro-slot" });
  const { list, jump, show } = createList(scroller, { inThread: false });
  const extras = h("div", { class: "below-list" });
  scroller.append(intro, list);
  below.append(jump, extras);

  return function draw(channel) {
    for (const part of [scroller, below, slot]) part.hidden = !channel;
    if (!channel) return;
    const messages = store.roots.get(channel.id);
    redraw(intro, [channel.id, channelTitle(channel), channel.topic, store.me], () => beginning(channel));
    show(channel.id, messages);
    drawExtras(extras, channel, messages);
    drawComposer(slot, channel);
  };
}

function beginning(channel) {
  const direct = channel.kind === "im";
  const name = direct ? channelTitle(channel) : `#${channel.name}`;
  const what = isApp(otherSide(channel)) && direct ? store.app.description : "";
  return h(
    "div",
    { class: "intro" },
    direct
      ? avatar(otherSide(channel), "large")
      : h("span", { class: "intro-mark" }, icon(channel.kind === "private" ? "lock" : "hash")),
    h("div", { class: "intro-title" }, name),
    h(
      "div",
      { class: "hint" },
      what ||
        (direct ? `This is the start of your conversation with ${name}.` : `This is the very beginning of ${name}.`),
    ),
  );
}

/** Between list and composer: status lines without a visible root, suggested prompts, the welcome. */
function drawExtras(node, channel, messages) {
  const shown = new Set((messages ?? []).map(({ ts }) => ts));
  const statuses = [...store.status]
    .map(([key, text]) => [...key.split("/"), text])
    .filter(([id, ts]) => id === channel.id && !shown.has(ts) && ts !== store.route.thread);
  const prompts = store.prompts.get(channel.id) ?? [];
  const welcome = isNewHere(channel, messages);
  redraw(node, [store.me, channel.id, statuses, prompts, welcome, store.commands], () => [
    statuses.map(([, , text]) => drawStatus(text)),
    prompts.length > 0 &&
      chips(
        "Suggested",
        "prompt",
        prompts.map(({ title, message }) => [title, message]),
        channel,
      ),
    welcome && welcomeStrip(channel),
  ]);
}

let dismissed = false;

const isNewHere = (channel, messages) =>
  !dismissed &&
  Boolean(messages) &&
  defaultChannel()?.id === channel.id &&
  !store.asked.has(store.me) &&
  !messages.some((message) => message.user === store.me || message.text?.includes(`<@${store.me}>`));

function chips(label, testid, examples, channel) {
  const chip = ([title, text]) =>
    h(
      "button",
      { type: "button", class: "example", "data-testid": testid, onclick: () => composerFor(channel).fill(text) },
      title,
    );
  return h("div", { class: "examples", role: "group", "aria-label": label }, examples.map(chip));
}

function welcomeStrip(channel) {
  const mention = `@${handle(store.app.bot_user_id)}`;
  const ask = store.commands[0]?.command ?? mention;
  const requests = [
    `${ask} quiet headphones under 300`,
    `${ask} a mouse for small hands`,
    `${mention} something to make video calls better`,
  ];
  return h(
    "section",
    { class: "welcome", "aria-label": "First steps", "data-testid": "welcome" },
    h(
      "div",
      { class: "welcome-head" },
      avatar(store.app.bot_user_id, "small"),
      h(
        "div",
        {},
        h("strong", {}, `Ask ${store.app.name} for something`),
        h(
          "div",
          { class: "hint" },
          "Take one of these, or write your own. Answers come in a thread: reply, react, and the next ones get better.",
        ),
      ),
      iconButton("close", "Dismiss", {
        onclick: (event) => {
          dismissed = true;
          event.currentTarget.closest(".welcome").remove();
        },
      }),
    ),
    chips(
      "Examples",
      "example",
      requests.map((text) => [text, text]),
      channel,
    ),
  );
}

function drawComposer(slot, channel) {
  const member = isMember(channel, store.me);
  if (member) {
    const { form } = composerFor(channel);
    if (slot.firstElementChild !== form) slot.replaceChildren(form);
    return;
  }
  if (slot.dataset.join !== channel.id || !slot.querySelector(".join-bar")) slot.replaceChildren(joinBar(channel));
  slot.dataset.join = channel.id;
}
