// Starts the page: reads the state, follows the address, listens to events, and draws all parts after each change.

import { go, perform } from "./actions.js";
import { listen, readMessages, readReplies, readState } from "./api.js";
import { learnEmoji } from "./emoji.js";
import { appDirect, drawHeader } from "./render/header.js";
import { createChannelPane, drawBanner } from "./render/channel.js";
import { showEntity } from "./render/entity.js";
import { drawHome } from "./render/home.js";
import { summary } from "./render/message.js";
import { drawModals } from "./render/modal.js";
import { notice } from "./render/overlay.js";
import { drawSidebar } from "./render/sidebar.js";
import { openSwitcher } from "./render/switcher.js";
import { createThreadPane } from "./render/thread.js";
import { drawTopbar } from "./render/topbar.js";
import { h } from "./dom.js";
import { formatRoute, HOME, parsePermalink, parseRoute } from "./route.js";
import {
  applyEvent,
  changed,
  channelTitle,
  defaultChannel,
  findMessage,
  forgetViewpoint,
  isApp,
  isMember,
  setAside,
  setState,
  store,
  subscribe,
  threadKey,
} from "./store.js";
import { startTheme } from "./theme.js";

const at = (id) => document.getElementById(id);

const drawChannel = createChannelPane({ scroller: at("scroller"), below: at("below-list"), slot: at("composer-slot") });
const drawThread = createThreadPane(at("thread"));
let stopListening = () => {};
let eventsSeen = 0; // counts events, to notice those that arrive while a list is being read

const openChannel = () => store.channels.get(store.route.place) ?? null;

function draw() {
  const channel = openChannel();
  drawTopbar(at("topbar"));
  drawSidebar(at("sidebar"));
  drawBanner(at("banner"));
  drawHeader(at("channel-header"), channel);
  drawHome(at("home-slot"));
  drawChannel(channel);
  drawThread(channel);
  drawModals();
  drawTitle(channel);
}

function drawTitle(channel) {
  const place = channel ? channelTitle(channel) : store.app.name;
  const waiting = [...store.unread.values()].reduce((sum, { mentions }) => sum + mentions, 0);
  document.title = `${waiting ? `(${waiting}) ` : ""}${place} · ${store.team.name}`;
}

const isPerson = (user) => store.people.has(user) && !isApp(user) && !store.people.get(user).is_bot;

/** May `store.me` look at this place? Private channels and direct messages are for their members. */
function canSee(place) {
  if (place === HOME) return store.app.home;
  const channel = store.channels.get(place);
  return Boolean(channel) && (channel.kind === "channel" || isMember(channel, store.me));
}

/** Make the page follow the address. A place that does not exist leads to the default channel. */
async function followAddress() {
  const wanted = parsePermalink(location) ?? parseRoute(location.hash);
  const me = isPerson(wanted.as) ? wanted.as : (store.me ?? [...store.people.keys()].find(isPerson));
  const newPerson = me !== store.me;
  store.me = me;
  const known = canSee(wanted.place);
  store.route = known
    ? { place: wanted.place, thread: wanted.thread }
    : { place: defaultChannel()?.id ?? null, thread: null };
  history.replaceState(null, "", `/${formatRoute({ ...store.route, as: me })}`);
  if (newPerson) {
    forgetViewpoint();
    connect();
  } else await loadPlace();
  store.editing = null;
  store.unread.delete(store.route.place);
  changed();
  // On touch screens the focus would bring up the keyboard over what one wants to read.
  if (store.route.thread && matchMedia("(pointer: fine)").matches) at("thread").querySelector("textarea")?.focus();
}

function connect() {
  stopListening();
  stopListening = listen(store.me, { onEvent, onOpen, onLost });
}

function onEvent(event) {
  eventsSeen += 1;
  const wasGrowing = event.type === "message_changed" && isGrowing(findMessage(event.message.channel, event.message.ts));
  applyEvent(event);
  if (event.type === "entity") showEntity(event.entity);
  // A message that grows is read out once it is whole.
  const isNew = (event.type === "message" || event.type === "ephemeral") && !isGrowing(event.message);
  if (isNew || (wasGrowing && !isGrowing(event.message))) announce(event.message);
}

const isGrowing = (message) => message?.stream === "streaming";

/** After a gap nothing that was read before can be trusted: read the state and the open place again. */
async function onOpen() {
  const again = store.socketLost;
  store.socketLost = false;
  if (again) {
    setState(await readState());
    store.roots.clear();
    store.replies.clear();
  }
  await loadPlace();
  changed();
}

function onLost() {
  store.socketLost = true;
  changed();
}

async function loadPlace() {
  const { place, thread } = store.route;
  const me = store.me;
  if (place === HOME) store.home = (await perform("open_home", { tab: "home" }))?.view ?? store.home;
  if (!store.channels.has(place)) return;
  if (place === appDirect()?.id) perform("open_home", { tab: "messages" });
  const reads = [load(store.roots, place, () => readMessages(place, me))];
  if (thread) reads.push(load(store.replies, threadKey(place, thread), () => readReplies(place, thread, me)));
  await Promise.all(reads);
}

/** Read a list once; again if an event came in between, because the answer may be older than the event. */
async function load(known, key, read) {
  const me = store.me;
  let seen;
  let answer;
  try {
    do {
      seen = eventsSeen;
      answer = await read();
    } while (seen !== eventsSeen);
  } catch (error) {
    notice(error.message);
    answer = { messages: [], aside: [] };
  }
  if (me === store.me) {
    known.set(key, answer.messages);
    setAside(key.split("/")[0], answer.aside);
  }
  changed();
}

/** Tell screen readers of others' messages in the open place. */
function announce(message) {
  if (message.user === store.me || message.channel !== store.route.place) return;
  const line = h("p", {}, summary(message));
  at("live").append(line);
  if (at("live").children.length > 5) at("live").firstElementChild.remove();
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) openSwitcher();
  } else if (
    event.key === "Escape" &&
    !event.defaultPrevented &&
    !document.querySelector("dialog[open], :popover-open")
  ) {
    if (document.body.classList.contains("drawer")) document.body.classList.remove("drawer");
    else if (store.route.thread) go(store.route.place);
  }
}

async function start() {
  startTheme();
  const state = await readState();
  learnEmoji(state.emoji);
  setState(state);
  subscribe(draw);
  addEventListener("hashchange", followAddress);
  document.addEventListener("keydown", onKey);
  at("scrim").addEventListener("click", () => document.body.classList.remove("drawer"));
  at("skip").addEventListener("click", (event) => {
    event.preventDefault();
    at("composer-slot").querySelector("textarea")?.focus();
  });
  await followAddress();
}

start();
