// Above the messages: what channel this is, its members, and the app's tabs.

import { addressOf, perform } from "../actions.js";
import { h, icon, redraw } from "../dom.js";
import { HOME } from "../route.js";
import { channelTitle, handle, isApp, isDirect, isMember, otherSide, personName, store } from "../store.js";
import { openDialog } from "./overlay.js";
import { avatar } from "./picture.js";
import { mrkdwn } from "./mrkdwn.js";

const isAppDirect = (channel) => channel?.kind === "im" && isApp(otherSide(channel));

export const appDirect = () =>
  [...store.channels.values()].find((channel) => isAppDirect(channel) && isMember(channel, store.me)) ?? null;

export function drawHeader(node, channel) {
  const atHome = store.route.place === HOME;
  redraw(node, [channel, atHome, store.me, store.app, [...store.people.values()]], () => {
    if (atHome || isAppDirect(channel)) return appHeader(channel ?? appDirect(), atHome);
    return channel ? channelHeader(channel) : null;
  });
}

function channelHeader(channel) {
  const direct = isDirect(channel);
  const marks = { channel: "hash", private: "lock", mpim: "people" };
  const mark = channel.kind === "im" ? avatar(otherSide(channel), "small") : icon(marks[channel.kind]);
  const title = channelTitle(channel);
  return h(
    "div",
    { class: "channel-header" },
    h("h1", {}, mark, title),
    channel.topic && h("span", { class: "topic" }, mrkdwn(channel.topic)),
    !direct && members(channel),
  );
}

function members(channel) {
  const faces = channel.members.slice(0, 3).map((user) => avatar(user, "tiny"));
  return h(
    "button",
    {
      type: "button",
      class: "members",
      "data-testid": "members",
      "data-focus": "members",
      onclick: () => openMembers(channel.id),
    },
    faces,
    String(channel.members.length),
    h("span", { class: "sr-only" }, ` members of ${channel.name}`),
  );
}

function appHeader(channel, atHome) {
  const tab = (name, href, current) =>
    h(
      "a",
      { href, class: "tab", "aria-current": current ? "page" : null, "data-testid": `tab-${name.toLowerCase()}` },
      name,
    );
  return h(
    "div",
    { class: "channel-header app-header" },
    h("h1", {}, avatar(store.app.bot_user_id, "small"), store.app.name, h("span", { class: "badge" }, "APP")),
    h("span", { class: "topic" }, store.app.description),
    h(
      "nav",
      { class: "tabs", "aria-label": store.app.name },
      store.app.home && tab("Home", addressOf(HOME), atHome),
      channel && tab("Messages", addressOf(channel.id), !atHome),
    ),
  );
}

/** Who is here, with what can be done about it. The list is drawn anew after each change. */
function openMembers(id) {
  const body = h("div", {});
  const change = async (what, user) => {
    const answer = await perform(what, { channel: id, user });
    if (!answer) return;
    const channel = store.channels.get(id);
    const rest = channel.members.filter((other) => other !== user);
    draw(what === "invite" ? [...rest, user] : rest);
  };
  const row = (user, what, label) =>
    h(
      "li",
      { class: "member" },
      avatar(user, "small"),
      h("span", {}, personName(user), isApp(user) && h("span", { class: "badge" }, "APP")),
      user !== store.me &&
        h(
          "button",
          {
            type: "button",
            class: "button",
            "data-testid": `${what}-${handle(user)}`,
            onclick: () => change(what, user),
          },
          label,
        ),
    );
  function draw(inside) {
    const everybody = [...new Set([store.app.bot_user_id, ...store.people.keys()])];
    const outside = everybody.filter((user) => !inside.includes(user));
    body.replaceChildren(
      h(
        "ul",
        { class: "member-list" },
        inside.map((user) => row(user, "kick", "Remove")),
      ),
      ...(outside.length
        ? [
            h("h3", {}, "Not in this channel"),
            h(
              "ul",
              { class: "member-list" },
              outside.map((user) => row(user, "invite", "Add")),
            ),
          ]
        : []),
    );
  }
  const channel = store.channels.get(id);
  draw(channel.members);
  openDialog({ title: `#${channel.name}`, body, testid: "members-dialog", className: "small" });
}

/** Instead of the composer, for somebody who only looks in. */
export function joinBar(channel) {
  return h(
    "div",
    { class: "join-bar" },
    h("strong", {}, `You are looking into #${channel.name}`),
    h(
      "button",
      {
        type: "button",
        class: "button primary",
        "data-testid": "join",
        onclick: () => perform("join", { channel: channel.id }),
      },
      "Join channel",
    ),
  );
}
