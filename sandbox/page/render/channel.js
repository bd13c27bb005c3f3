// The middle: banner, welcome, messages, what the bot is doing, and the composer of the open channel.

import { perform } from "../actions.js";
import { h, icon, iconButton, redraw } from "../dom.js";
import { channelTitle, defaultChannel, handle, isApp, isDirect, isMember, otherSide, store } from "../store.js";
import { composerFor } from "./composer.js";
import { joinBar } from "./header.js";
import { createList } from "./list.js";
import { avatar } from "./picture.js";
import { drawWork, workOf } from "./working.js";

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

const MARKS = { channel: "hash", private: "lock", mpim: "people" };

function beginning(channel) {
  const direct = isDirect(channel);
  const name = direct ? channelTitle(channel) : `#${channel.name}`;
  const what = isApp(otherSide(channel)) && channel.kind === "im" ? store.app.description : "";
  return h(
    "div",
    { class: "intro" },
    channel.kind === "im"
      ? avatar(otherSide(channel), "large")
      : h("span", { class: "intro-mark" }, icon(MARKS[channel.kind])),
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
  const works = [...new Set([...store.status.keys(), ...store.sessions.keys()])]
    .filter((key) => {
      const [id, ts] = key.split("/");
      return id === channel.id && !shown.has(ts) && ts !== store.route.thread;
    })
    .map(workOf)
    .filter(Boolean);
  const suggested = promptsOf(channel);
  const welcome = isNewHere(channel, messages);
  redraw(node, [store.me, channel.id, works, suggested, welcome, store.commands], () => [
    works.map(drawWork),
    suggested.prompts.length > 0 && suggestions(channel, suggested),
    welcome && welcomeStrip(channel),
  ]);
}

/** What the bot suggests in its direct message: what it set last, or what its manifest names. */
function promptsOf(channel) {
  const direct = channel.kind === "im" && isApp(otherSide(channel));
  return store.prompts.get(channel.id) ?? { title: "", prompts: direct ? store.app.prompts : [] };
}

/** A suggested prompt is sent as it stands, by one click. */
const suggestions = (channel, { title, prompts }) =>
  h(
    "div",
    { class: "suggestions", role: "group", "aria-label": title || "Suggested prompts" },
    title && h("div", { class: "hint" }, title),
    h(
      "div",
      { class: "examples" },
      prompts.map((prompt) => chip(prompt.title, "prompt", () => say(channel, prompt.message))),
    ),
  );

const say = (channel, text) => perform("say", { channel: channel.id, text });

let dismissed = false;

const isNewHere = (channel, messages) =>
  !dismissed &&
  Boolean(messages) &&
  defaultChannel()?.id === channel.id &&
  !store.asked.has(store.me) &&
  !messages.some((message) => message.user === store.me || message.text?.includes(`<@${store.me}>`));

const chip = (title, testid, onclick) =>
  h("button", { type: "button", class: "example", "data-testid": testid, "data-focus": title, onclick }, title);

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
    h(
      "div",
      { class: "examples", role: "group", "aria-label": "Examples" },
      requests.map((text) => chip(text, "example", () => composerFor(channel).fill(text))),
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
