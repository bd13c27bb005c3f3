// The `rich_text` block: sections, lists, quotes and preformatted text made of styled elements.

import { h } from "../dom.js";
import { emojiNode, withEmoji } from "../emoji.js";
import { broadcast, channelLink, link, mention } from "./mrkdwn.js";

export const richText = (block) => h("div", { class: "rich-text" }, block.elements.map(part));

const PARTS = {
  __proto__: null,
  rich_text_section: (element) => h("div", {}, element.elements.map(leaf)),
  rich_text_quote: (element) => h("blockquote", {}, element.elements.map(leaf)),
  rich_text_preformatted: (element) =>
    h(
      "pre",
      {},
      element.elements.map((inner) => inner.text ?? inner.url ?? ""),
    ),
  rich_text_list: (element) =>
    h(
      element.style === "ordered" ? "ol" : "ul",
      { class: `indent-${element.indent ?? 0}`, start: element.style === "ordered" ? (element.offset ?? 0) + 1 : null },
      element.elements.map((item) => h("li", {}, item.elements.map(leaf))),
    ),
};

const part = (element) => PARTS[element.type]?.(element) ?? null;

const LEAVES = {
  __proto__: null,
  text: (element) => breaks(element.text),
  link: (element) => link(element.url, element.text ? withEmoji(element.text) : null),
  emoji: (element) => emojiNode(element.name) ?? `:${element.name}:`,
  user: (element) => mention(element.user_id, null),
  channel: (element) => channelLink(element.channel_id, null),
  broadcast: (element) => broadcast(element.range, null),
  date: (element) => element.fallback ?? new Date(element.timestamp * 1000).toLocaleString(),
  color: (element) => element.value,
};

const TAGS = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function leaf(element) {
  const drawn = LEAVES[element.type]?.(element) ?? "";
  return Object.entries(TAGS)
    .filter(([style]) => element.style?.[style])
    .reduce((inner, [, tag]) => h(tag, {}, inner), drawn);
}

const breaks = (text) => text.split("\n").flatMap((line, index) => [index ? h("br") : "", ...withEmoji(line)]);
