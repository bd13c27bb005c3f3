// The left side: workspace, channels, direct messages, and the app.

import { addressOf, go, goDirect, openHome } from "../actions.js";
import { h, icon, redraw } from "../dom.js";
import { HOME } from "../route.js";
import { channelTitle, handle, isApp, isMember, otherSide, personName, store } from "../store.js";
import { avatar } from "./picture.js";

const visible = () => [...store.channels.values()].filter((channel) => !channel.archived);

export function drawSidebar(node) {
  const channels = visible();
  const signature = [
    store.team,
    store.app,
    store.me,
    store.route.place,
    channels,
    [...store.people.values()],
    [...store.unread],
    store.bot,
  ];
  redraw(node, signature, () => [
    h(
      "div",
      { class: "workspace" },
      h("span", { class: "workspace-name" }, store.team.name),
      h("span", { class: "hint" }, "Sandbox on this machine"),
    ),
    h("div", { class: "sidebar-scroll" }, channelSection(channels), directSection(channels), appSection(channels)),
  ]);
}

const section = (title, rows) =>
  h(
    "section",
    { "aria-label": title },
    h("h2", {}, title),
    h(
      "ul",
      {},
      rows.map((row) => h("li", {}, row)),
    ),
  );

function channelSection(channels) {
  const open = channels.filter(({ kind }) => kind !== "im" && kind !== "mpim");
  // What one could join stands last and dimmed; Slack hides it behind "Browse channels".
  const mine = open.filter((channel) => isMember(channel, store.me));
  const others = open.filter((channel) => !isMember(channel, store.me) && channel.kind === "channel");
  const row = (channel, dimmed) =>
    place({
      href: addressOf(channel.id),
      name: channel.name,
      current: store.route.place === channel.id,
      before: icon(channel.kind === "private" ? "lock" : "hash"),
      unread: store.unread.get(channel.id),
      dimmed,
    });
  return section("Channels", [
    ...mine.map((channel) => row(channel, false)),
    ...others.map((channel) => row(channel, true)),
  ]);
}

function directSection(channels) {
  const others = [...store.people.values()].filter(({ id, is_bot }) => id !== store.me && !is_bot && !isApp(id));
  const groups = channels.filter((channel) => channel.kind === "mpim" && isMember(channel, store.me));
  return section("Direct messages", [...others.map((person) => direct(channels, person.id)), ...groups.map(group)]);
}

function appSection(channels) {
  const row = direct(channels, store.app.bot_user_id);
  const home =
    store.app.home &&
    place({
      name: "Home",
      current: store.route.place === HOME,
      before: icon("picks"),
      open: openHome,
      testid: "app-home",
      nested: true,
    });
  return section("Apps", [row, home].filter(Boolean));
}

const group = (channel) =>
  place({
    href: addressOf(channel.id),
    name: channelTitle(channel),
    current: store.route.place === channel.id,
    before: icon("people"),
    unread: store.unread.get(channel.id),
  });

/** A row of a direct message; its channel may not exist yet and is then opened by the click. */
function direct(channels, user) {
  const channel = channels.find(
    (other) => other.kind === "im" && isMember(other, store.me) && otherSide(other) === user,
  );
  return place({
    name: personName(user),
    dataName: handle(user),
    current: Boolean(channel) && store.route.place === channel.id,
    before: avatar(user, "small"),
    unread: channel && store.unread.get(channel.id),
    after:
      isApp(user) &&
      h("span", {
        class: store.bot === false ? "presence away" : "presence",
        role: "img",
        "aria-label": store.bot === false ? "not connected" : "connected",
      }),
    open: () => (channel ? go(channel.id) : goDirect(user)),
  });
}

function place({ href, name, dataName, current, before, after, unread, dimmed, open, testid, nested }) {
  const kinds = ["place", current && "current", unread && "unread", dimmed && "dimmed", nested && "nested"]
    .filter(Boolean)
    .join(" ");
  const props = {
    class: kinds,
    "aria-current": current ? "page" : null,
    "data-testid": testid ?? "channel-link",
    "data-name": dataName ?? name,
    "data-focus": `place ${dataName ?? name}`,
  };
  const badge = unread?.mentions
    ? h("span", { class: "count-badge" }, String(unread.mentions), h("span", { class: "sr-only" }, " unread"))
    : unread && h("span", { class: "sr-only" }, "unread");
  const inside = [before, h("span", { class: "place-name" }, name), after, badge];
  if (href) return h("a", { ...props, href, onclick: () => document.body.classList.remove("drawer") }, inside);
  return h("button", { ...props, type: "button", onclick: open }, inside);
}
