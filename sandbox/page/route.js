// The address names what is open, so that it can be linked and reloaded: #/C123/1700000000.000100?as=U1, #/home?as=U1

export const HOME = "home";

export function parseRoute(hash) {
  const [path, query] = hash.replace(/^#\/?/, "").split("?");
  const [place, thread] = path.split("/").map(decodeURIComponent);
  return { place: place || null, thread: thread || null, as: new URLSearchParams(query).get("as") };
}

export function formatRoute({ place, thread, as }) {
  const path = [place, thread].filter(Boolean).map(encodeURIComponent).join("/");
  return `#/${path}?${new URLSearchParams({ as })}`;
}

/** Slack's permalink (/archives/C123/p1700000000000100?thread_ts=...) as a route, or null. */
export function parsePermalink({ pathname, search }) {
  const found = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(pathname);
  if (!found) return null;
  const [, place, seconds, micros] = found;
  return { place, thread: new URLSearchParams(search).get("thread_ts") ?? `${seconds}.${micros}`, as: null };
}
