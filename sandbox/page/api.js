// The page's way to the sandbox server: two reads, one write, one stream of events.

/** What the sandbox refused, with a sentence for the person. */
export class Refused extends Error {
  constructor(answer) {
    super(answer.message ?? `The sandbox refused this (${answer.error}).`);
    this.errors = answer.errors ?? null;
  }
}

async function read(path, query = {}) {
  const response = await fetch(`${path}?${new URLSearchParams(query)}`);
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}.`);
  const answer = await response.json();
  if (answer.ok === false) throw new Refused(answer);
  return answer;
}

export const readState = () => read("/page/state");
/** Both answer { messages, aside }: `aside` is what the bot shows beside them, as events that would tell of it. */
export const readMessages = (channel, as) => read("/page/messages", { channel, as });
export const readReplies = (channel, thread_ts, as) => read("/page/replies", { channel, thread_ts, as });

/** Do something as a person. Throws Refused when the sandbox says no. */
export async function act(as, what, args = {}) {
  let answer;
  try {
    const response = await fetch("/page/act", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ as, do: what, ...args }),
    });
    answer = await response.json();
  } catch {
    throw new Refused({ message: "The sandbox does not answer. Is it still running?" });
  }
  if (!answer.ok) throw new Refused(answer);
  return answer;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8000;

/** Listen to a person's events, reconnecting with growing waits. Returns a function that stops it. */
export function listen(as, { onEvent, onOpen, onLost }) {
  let socket;
  let timer;
  let wait = FIRST_WAIT_MS;
  let stopped = false;

  function connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/page/events?as=${encodeURIComponent(as)}`);
    socket.onopen = () => {
      wait = FIRST_WAIT_MS;
      onOpen();
    };
    socket.onmessage = (frame) => onEvent(JSON.parse(frame.data));
    socket.onclose = () => {
      if (stopped) return;
      onLost();
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
  }

  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket.onmessage = null;
    socket.onopen = null;
    socket.close();
  };
}
