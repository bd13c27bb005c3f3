// Emoji by name. The common ones have pictures of our own (art/emoji.svg), so that the page looks the same on a machine
// without an emoji font; all others are shown as the character that the system has.

import { h, sprite } from "./dom.js";

// name -> [character, picture]
const DRAWN = {
  "+1": ["👍", "thumb-up"],
  "-1": ["👎", "thumb-down"],
  one: ["1️⃣", "key-1"],
  two: ["2️⃣", "key-2"],
  three: ["3️⃣", "key-3"],
  heart: ["❤️", "heart"],
  eyes: ["👀", "eyes"],
  tada: ["🎉", "tada"],
  white_check_mark: ["✅", "check"],
  x: ["❌", "cross"],
  star: ["⭐", "star"],
  sparkles: ["✨", "sparkles"],
  fire: ["🔥", "fire"],
  bulb: ["💡", "bulb"],
  smile: ["😄", "smile"],
  slightly_smiling_face: ["🙂", "smile-small"],
  thinking_face: ["🤔", "thinking"],
  cry: ["😢", "cry"],
  headphones: ["🎧", "headphones"],
  mag: ["🔍", "mag"],
  bookmark: ["🔖", "bookmark"],
  moneybag: ["💰", "money"],
  shopping_trolley: ["🛒", "cart"],
  package: ["📦", "package"],
  gift: ["🎁", "gift"],
  warning: ["⚠️", "warning"],
  no_entry_sign: ["🚫", "no-entry"],
  robot_face: ["🤖", "robot"],
  hourglass_flowing_sand: ["⏳", "hourglass"],
  rocket: ["🚀", "rocket"],
};

const ALIASES = {
  thumbsup: "+1",
  thumbsdown: "-1",
  thinking: "thinking_face",
  shopping_cart: "shopping_trolley",
  heavy_check_mark: "white_check_mark",
};

// Skin tones as Slack names them, 2 (light) to 6 (dark).
const SKIN = { 2: "#f7dece", 3: "#f3d2a2", 4: "#d5ab88", 5: "#af7e57", 6: "#7c533e" };

export const QUICK_REACTIONS = ["+1", "-1", "one", "two", "three"];
export const PICKER = Object.keys(DRAWN);

const characters = new Map(Object.entries(DRAWN).map(([name, [character]]) => [name, character]));
const drawnByCharacter = new Map(Object.entries(DRAWN).map(([name, [character]]) => [plain(character), name]));

/** Without the marks that only choose between a text and a picture form. */
function plain(character) {
  return character.replace(/\uFE0F/g, "");
}

/** Learn the workspace's own table of names and characters. */
export function learnEmoji(table) {
  for (const [name, character] of Object.entries(table ?? {}))
    if (!characters.has(name)) characters.set(name, character);
}

const SPOKEN = { "+1": "thumbs up", "-1": "thumbs down", x: "cross", mag: "magnifying glass", tada: "party popper" };

/** How an emoji is said: for labels and screen readers. */
export function emojiWords(name) {
  const [base] = name.split("::");
  return SPOKEN[base] ?? base.replace(/_/g, " ");
}

/** An element for :name:, or null when nobody knows that name. A skin tone may follow: "+1::skin-tone-3". */
export function emojiNode(name) {
  const [base, tone] = name.split("::skin-tone-");
  const known = ALIASES[base] ?? base;
  if (!characters.has(known)) return null;
  const drawn = DRAWN[known];
  const node = h("span", { class: "emoji", role: "img", "aria-label": emojiWords(name), title: `:${name}:` });
  if (drawn) {
    const picture = sprite("emoji", drawn[1], "emoji-picture");
    if (SKIN[tone]) picture.style.setProperty("--skin", SKIN[tone]);
    node.append(picture);
  } else node.append(characters.get(known));
  return node;
}

const CHARACTER =
  /[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier}|\u200D\p{Extended_Pictographic}\uFE0F?)*/gu;
const NAME = /:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g;

/** Text as nodes, with :names: and emoji characters as pictures. */
export function withEmoji(text) {
  return splitBy(text, NAME, (match) => emojiNode(match[1])).flatMap((part) =>
    typeof part === "string" ? splitBy(part, CHARACTER, (match) => characterNode(match[0])) : part,
  );
}

function characterNode(character) {
  const name = drawnByCharacter.get(plain(character).replace(/\p{Emoji_Modifier}/gu, ""));
  return name ? emojiNode(name) : null;
}

function splitBy(text, pattern, make) {
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const node = make(match);
    if (!node) continue;
    parts.push(text.slice(done, match.index), node);
    done = match.index + match[0].length;
  }
  parts.push(text.slice(done));
  return parts.filter((part) => part !== "");
}
