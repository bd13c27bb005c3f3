// Everything the page knows, and how events of the sandbox change it. Messages are replaced, never changed in place,
// so that "is it the same object?" answers "must it be drawn again?".

export const threadKey = (channel, ts) => `${channel}/${ts}`;

export const store = {
  team: { id: "", name: "" },
  app: { name: "", bot_user_id: "", description: "", home: false, stoppable: false, prompts: [] },
  people: new Map(),
  channels: new Map(),
  commands: [],
  shortcuts: [],
  faults: {},
  me: null,
  route: { place: null, thread: null },
  roots: new Map(), // channel -> messages, oldest first
  replies: new Map(), // channel/thread -> root and replies, oldest first
  unread: new Map(), // channel -> { count, mentions }
  status: new Map(), // channel/thread -> { text, loading }: what the bot says it is doing
  titles: new Map(), // channel/thread -> what the bot calls it
  sessions: new Map(), // channel/thread -> { status, title }
  prompts: new Map(), // channel -> { title, prompts }
  pressed: new Map(), // feedback buttons of a message, as one person left them -> value
  home: null,
  views: [], // open modals, the top one last
  asked: new Set(), // who has written something from this page
  editing: null, // ts of the own message being edited
  bot: null, // is the bot connected? null: not known yet
  socketLost: false,
};

const listeners = new Set();
let scheduled = false;

export const subscribe = (listener) => listeners.add(listener);

/** Tell everybody who draws; many changes in one task are drawn once. */
export function changed() {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    for (const listener of listeners) listener();
  });
}

export function setState(state) {
  store.team = state.team;
  store.app = state.app;
  store.people = new Map(state.people.map((person) => [person.id, person]));
  store.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  store.commands = state.commands ?? [];
  store.shortcuts = state.shortcuts ?? [];
  store.faults = state.faults ?? {};
}

/** Forget what was seen through another person's eyes. */
export function forgetViewpoint() {
  for (const known of [store.roots, store.replies, store.unread, ...besideMessages()]) known.clear();
  store.views = [];
  store.home = null;
  store.editing = null;
}

const besideMessages = () => [store.status, store.titles, store.sessions, store.prompts];

/** What stands beside a channel's messages, as read with them: nothing else is shown there any more. */
export function setAside(channel, frames) {
  for (const known of besideMessages())
    for (const key of known.keys()) if (key === channel || key.startsWith(`${channel}/`)) known.delete(key);
  for (const frame of frames) reducers[frame.type]?.(frame);
}

export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;
export const inChannelList = (message) => !isReply(message) || message.subtype === "thread_broadcast";
export const isApp = (user) => user === store.app.bot_user_id;

/** What one types after "@" to reach somebody. */
export const handle = (user) => store.people.get(user)?.name ?? (isApp(user) ? store.app.name : "someone");

/** What stands over somebody's messages. */
export function personName(user) {
  if (isApp(user)) return store.app.name;
  const person = store.people.get(user);
  return person ? person.real_name || person.name : "someone";
}

export const authorName = (message) => message.username ?? (message.bot_id ? store.app.name : personName(message.user));

/** The other side of a direct message; oneself in a note to self. */
export const otherSide = (channel) => channel.members.find((user) => user !== store.me) ?? store.me;

export const isDirect = (channel) => channel?.kind === "im" || channel?.kind === "mpim";

export function channelTitle(channel) {
  if (channel.kind === "im") return personName(otherSide(channel));
  if (channel.kind !== "mpim") return channel.name;
  return channel.members
    .filter((user) => user !== store.me)
    .map(personName)
    .join(", ");
}

export const isMember = (channel, user) => channel.members.includes(user);

/** Where somebody new should start: the first channel in which both they and the bot are. */
export function defaultChannel() {
  const mine = [...store.channels.values()].filter((channel) => isMember(channel, store.me) && !channel.archived);
  const open = mine.filter((channel) => !isDirect(channel));
  return open.find((channel) => isMember(channel, store.app.bot_user_id)) ?? open[0] ?? mine[0] ?? null;
}

export function findMessage(channel, ts) {
  const lists = [store.roots.get(channel) ?? []];
  for (const [key, list] of store.replies) if (key.startsWith(`${channel}/`)) lists.push(list);
  for (const list of lists) {
    const found = list.find((message) => message.ts === ts);
    if (found) return found;
  }
  return null;
}

function upsert(list, message) {
  const rest = list.filter((other) => other.ts !== message.ts);
  const at = rest.findIndex((other) => other.ts > message.ts);
  return at < 0 ? [...rest, message] : [...rest.slice(0, at), message, ...rest.slice(at)];
}

/** Apply `change` (message -> message, or null to remove) wherever the message is shown. */
function alter(channel, ts, change) {
  const apply = (known) => known.flatMap((message) => (message.ts === ts ? (change(message) ?? []) : message));
  if (store.roots.has(channel)) store.roots.set(channel, apply(store.roots.get(channel)));
  for (const [key, list] of store.replies) if (key.startsWith(`${channel}/`)) store.replies.set(key, apply(list));
}

function addMessage(message) {
  const { channel } = message;
  if (inChannelList(message) && store.roots.has(channel)) {
    store.roots.set(channel, upsert(store.roots.get(channel), message));
  }
  const thread = threadKey(channel, message.thread_ts ?? message.ts);
  if (store.replies.has(thread)) store.replies.set(thread, upsert(store.replies.get(thread), message));
  if (isReply(message) && !message.ephemeral) {
    // A root that already counts this reply has been told about it by the sandbox.
    alter(channel, message.thread_ts, (root) =>
      (root.latest_reply ?? "") >= message.ts ? root : withReply(root, message),
    );
  }
}

function withReply(root, reply) {
  const users = [...new Set([...(root.reply_users ?? []), reply.user])];
  return { ...root, reply_count: (root.reply_count ?? 0) + 1, reply_users: users, latest_reply: reply.ts };
}

function removeMessage({ channel, ts, thread_ts }) {
  alter(channel, ts, () => null);
  if (thread_ts && thread_ts !== ts) {
    alter(channel, thread_ts, (root) => ({ ...root, reply_count: Math.max(0, (root.reply_count ?? 0) - 1) }));
  }
}

function countUnread(message) {
  if (message.user === store.me || message.channel === store.route.place) return;
  const old = store.unread.get(message.channel) ?? { count: 0, mentions: 0 };
  const direct = isDirect(store.channels.get(message.channel)) || message.text?.includes(`<@${store.me}>`);
  store.unread.set(message.channel, { count: old.count + 1, mentions: old.mentions + (direct ? 1 : 0) });
}

function changeViews({ action, view }) {
  const at = store.views.findIndex((other) => other.id === view.id);
  if (action === "open") store.views = [view];
  else if (action === "push") store.views = [...store.views, view];
  else if (action === "update") store.views = store.views.map((other) => (other.id === view.id ? view : other));
  else if (at >= 0) store.views = store.views.slice(0, at); // what lies above goes with it
}

const reducers = {
  __proto__: null,
  message: ({ message }) => {
    addMessage(message);
    countUnread(message);
  },
  ephemeral: ({ message }) => {
    addMessage({ ...message, ephemeral: true });
    countUnread(message);
  },
  message_changed: ({ message }) => alter(message.channel, message.ts, () => message),
  message_deleted: removeMessage,
  reaction: ({ channel, ts, reactions }) => alter(channel, ts, (message) => ({ ...message, reactions })),
  channel: ({ channel }) => store.channels.set(channel.id, channel),
  status: ({ channel, thread_ts, text, loading }) => {
    if (text) store.status.set(threadKey(channel, thread_ts), { text, loading });
    else store.status.delete(threadKey(channel, thread_ts));
  },
  home: ({ view }) => {
    store.home = view;
  },
  view: changeViews,
  title: ({ channel, thread_ts, title }) => store.titles.set(threadKey(channel, thread_ts), title),
  session: ({ channel, thread_ts, status, title }) =>
    store.sessions.set(threadKey(channel, thread_ts), { status, title }),
  suggested_prompts: ({ channel, title, prompts }) => store.prompts.set(channel, { title, prompts }),
  connection: ({ bot_connected }) => {
    store.bot = bot_connected;
  },
};

/** Take one event of the sandbox. Kinds this page does not know are left alone. */
export function applyEvent(event) {
  reducers[event.type]?.(event);
  changed();
}
