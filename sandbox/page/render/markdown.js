// Standard markdown, for the `markdown` block: headings, lists, tables, fences, quotes, rules and inline marks.

import { h } from "../dom.js";
import { withEmoji } from "../emoji.js";
import { link } from "./mrkdwn.js";

const LIST = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** Each rule looks at the lines from `at` and answers [node, lines taken], or null. */
const RULES = [fence, heading, rule, table, quote, list, paragraph];

export function markdown(text) {
  const lines = text.split("\n");
  const out = [];
  let at = 0;
  while (at < lines.length) {
    if (!lines[at].trim()) {
      at += 1;
      continue;
    }
    const [node, taken] = RULES.reduce((found, next) => found ?? next(lines, at), null);
    out.push(node);
    at += taken;
  }
  return out;
}

function fence(lines, at) {
  if (!lines[at].startsWith("```")) return null;
  const end = lines.findIndex((line, index) => index > at && line.startsWith("```"));
  const stop = end < 0 ? lines.length : end;
  return [h("pre", {}, lines.slice(at + 1, stop).join("\n")), stop - at + 1];
}

function heading(lines, at) {
  const found = /^(#{1,6})\s+(.*)$/.exec(lines[at]);
  // The page's own headings come first; a message's start below them.
  return (
    found && [
      h("p", { class: `md-heading md-${found[1].length}`, role: "heading", "aria-level": 2 }, inline(found[2])),
      1,
    ]
  );
}

function rule(lines, at) {
  return /^\s*([-*_])(?:\s*\1){2,}\s*$/.test(lines[at]) ? [h("hr"), 1] : null;
}

function table(lines, at) {
  if (!lines[at].includes("|") || !TABLE_RULE.test(lines[at + 1] ?? "")) return null;
  let end = at + 2;
  while (lines[end]?.includes("|")) end += 1;
  const cells = (line) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|");
  const row = (line, tag) =>
    h(
      "tr",
      {},
      cells(line).map((cell) => h(tag, {}, inline(cell.trim()))),
    );
  const body = lines.slice(at + 2, end).map((line) => row(line, "td"));
  return [
    h("div", { class: "table-wrap" }, h("table", {}, h("thead", {}, row(lines[at], "th")), h("tbody", {}, body))),
    end - at,
  ];
}

function quote(lines, at) {
  const taken = run(lines, at, (line) => line.startsWith(">"));
  const inner = lines.slice(at, at + taken).map((line) => line.replace(/^>\s?/, ""));
  return taken ? [h("blockquote", {}, markdown(inner.join("\n"))), taken] : null;
}

function list(lines, at) {
  const taken = run(lines, at, (line) => LIST.test(line));
  if (!taken) return null;
  const items = lines.slice(at, at + taken).map((line) => LIST.exec(line));
  const rows = items.map(([, indent, , text]) => h("li", { class: indent.length > 1 ? "nested" : null }, inline(text)));
  return [h(items[0][2] ? "ol" : "ul", items[0][2] ? { start: items[0][2] } : {}, rows), taken];
}

function paragraph(lines, at) {
  const taken = 1 + run(lines, at + 1, (line) => line.trim() && !RULES.slice(0, -1).some((other) => other([line], 0)));
  const content = lines.slice(at, at + taken).flatMap((line, index) => [index ? h("br") : "", ...inline(line)]);
  return [h("p", {}, content), taken];
}

function run(lines, at, test) {
  let count = 0;
  while (at + count < lines.length && test(lines[at + count])) count += 1;
  return count;
}

const INLINE =
  /`(?<code>[^`\n]+)`|!?\[(?<label>[^\]\n]*)\]\((?<url>[^)\s]+)\)|\*\*(?<bold>[^\n]+?)\*\*|~~(?<strike>[^\n]+?)~~|(?<![\p{L}\p{N}])[*_](?<italic>[^*_\n]+)[*_](?![\p{L}\p{N}])|(?<bare>https?:\/\/[^\s<>)]+)/gu;

function inline(text) {
  const out = [];
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    out.push(...withEmoji(text.slice(done, match.index)), inlineMatch(match.groups));
    done = match.index + match[0].length;
  }
  out.push(...withEmoji(text.slice(done)));
  return out;
}

function inlineMatch({ code, label, url, bold, strike, italic, bare }) {
  if (code) return h("code", {}, code);
  if (url) return link(url, inline(label));
  if (bold) return h("strong", {}, inline(bold));
  if (strike) return h("s", {}, inline(strike));
  if (italic) return h("em", {}, inline(italic));
  return link(bare, null);
}
