// Slack's mrkdwn as nodes. Blocks first (fences, quotes, lists), then the line's inline marks.

import { h } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { formatRoute, parsePermalink } from "../route.js";
import { handle, store } from "../store.js";
import { formatDate } from "./date.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

export const unescape = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** mrkdwn text -> array of nodes. */
export function mrkdwn(text) {
  return text
    .split(/```/)
    .flatMap((part, index) =>
      index % 2 ? h("pre", {}, unescape(plainReferences(part.replace(/^\n|\n$/g, "")))) : lines(part),
    );
}

function lines(text) {
  const out = [];
  const quote = [];
  const flush = () => quote.length && out.push(h("blockquote", {}, joinLines(quote.splice(0))));
  const plain = [];
  const flushPlain = () => plain.length && out.push(...joinLines(plain.splice(0)));
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (quoted) {
      flushPlain();
      quote.push(quoted[1]);
    } else {
      flush();
      plain.push(line);
    }
  }
  flush();
  flushPlain();
  return out;
}

const joinLines = (many) => many.flatMap((line, index) => [index ? h("br") : "", ...bullet(line)]);

function bullet(line) {
  const found = /^(\s*)(?:•|-|\*)\s+(.*)$/.exec(line);
  return found ? [`${found[1]}\u2022 `, ...inline(found[2])] : inline(line);
}

// A mark opens after a break and closes before one, as in Slack: 2*3*4 stays as it is.
const INLINE =
  /(?<code>`[^`\n]+`)|(?<ref><[^<>\n]+>)|(?<![\p{L}\p{N}])(?:(?<bold>\*(?! )[^*\n]*[^*\s]\*)|(?<italic>_(?! )[^_\n]*[^_\s]_)|(?<strike>~(?! )[^~\n]*[^~\s]~))(?![\p{L}\p{N}])/gu;

const STYLED = { bold: "strong", italic: "em", strike: "s" };

function inline(text) {
  const out = [];
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(...withEmoji(unescape(text.slice(done, match.index))), inlineMatch(match));
    done = match.index + match[0].length;
  }
  out.push(...withEmoji(unescape(text.slice(done))));
  return out;
}

function inlineMatch({ 0: whole, groups }) {
  if (groups.code) return h("code", {}, unescape(plainReferences(whole.slice(1, -1))));
  if (groups.ref) return reference(whole.slice(1, -1));
  const [style] = Object.keys(STYLED).filter((name) => groups[name]);
  return h(STYLED[style], {}, inline(whole.slice(1, -1)));
}

/** What stands between < and >: a person, a channel, a broadcast, or a link. */
function reference(inner) {
  const [target, label] = splitOnce(inner, "|");
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!")) return broadcast(target.slice(1), label);
  return link(unescape(target), label ? withEmoji(unescape(label)) : null);
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

export function mention(user, label) {
  const name = store.people.has(user) || !label ? handle(user) : unescape(label);
  return h("span", { class: user === store.me ? "mention mine" : "mention", "data-user": user }, `@${name}`);
}

export function channelLink(id, label) {
  const name = store.channels.get(id)?.name ?? label ?? "a channel";
  return h("a", { class: "mention", href: `#/${id}?as=${store.me}` }, `#${name}`);
}

export function broadcast(range, label) {
  const [name, argument] = splitOnce(range, "^");
  if (name === "date") return date(argument ?? "", label);
  return h("span", { class: "mention mine" }, label ? unescape(label) : `@${name}`);
}

/** A date in the reader's own words; its label where the page cannot write it. */
function date(argument, label) {
  const [seconds, format = ""] = argument.split("^");
  return h("time", {}, formatDate(seconds, unescape(format)) ?? unescape(label ?? argument));
}

/** A link out of the page. Anything but web and mail addresses is shown as text: no javascript: from a catalog. */
export function link(url, content) {
  const shown = content ?? [url.replace(/^mailto:/, "")];
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return h("span", {}, shown);
  const here = URL.canParse(url) && new URL(url).origin === location.origin && parsePermalink(new URL(url));
  if (here) return h("a", { href: formatRoute({ ...here, as: store.me }) }, shown);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, shown);
}

/** In code nothing is drawn: references become the words they stand for. */
const plainReferences = (text) => text.replace(/<([^<>\n]+)>/g, (_, inner) => reference(inner).textContent);

/** mrkdwn as one line of plain words: notifications, labels, previews. */
export function words(text) {
  return mrkdwn(text ?? "")
    .map((node) =>
      typeof node === "string"
        ? node
        : (node.getAttribute("aria-label") ?? (node.tagName === "BR" ? " " : node.textContent)),
    )
    .join("")
    .replace(/\s+/g, " ")
    .trim();
}

/** A Block Kit text object (mrkdwn or plain_text) -> nodes. */
export function textObject(object) {
  if (!object) return [];
  if (typeof object === "string") return withEmoji(object);
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return object.text.split("\n").flatMap((line, index) => [index ? h("br") : "", ...withEmoji(line)]);
}

export const plainWords = (object) => (object ? (object.type === "mrkdwn" ? words(object.text) : object.text) : "");
