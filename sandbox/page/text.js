// Slack's stored form of a message ("<@U0BOT> cheaper") as the person typed it ("@recbot cheaper"). The sandbox encodes
// what is typed, as Slack does; editing needs the way back.

import { unescape } from "./render/mrkdwn.js";
import { handle, store } from "./store.js";

export function decode(text) {
  const typed = text
    .replace(/<@([^>|]+)(?:\|[^>]*)?>/g, (_, id) => `@${handle(id)}`)
    .replace(/<#([^>|]+)\|?([^>]*)>/g, (_, id, name) => `#${store.channels.get(id)?.name ?? name}`)
    .replace(/<!(\w+)[^>]*>/g, "@$1")
    .replace(/<(https?:[^>|]+)(?:\|[^>]*)?>/g, "$1");
  return unescape(typed);
}
