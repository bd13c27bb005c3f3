// Avatars and pictures. Pictures come from a catalog's hosts, which may be away: then a tile stands in for them.

import { h, icon } from "../dom.js";
import { isApp, store } from "../store.js";

// Dark enough for white letters on each of them (4.5:1).
const COLOURS = ["#8a3f6b", "#2f6690", "#3a6b35", "#8a5a00", "#6a4c93", "#a63d40", "#00695c", "#4a5759"];

export const initials = (name) =>
  name
    .split(/[\s._-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("");

export function colourOf(text) {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return COLOURS[sum % COLOURS.length];
}

/** A person's initials on their colour; the app's own mark for the bot. */
export function avatar(user, size = "") {
  const node = h("span", { class: `avatar ${size}`, "aria-hidden": "true" });
  if (isApp(user)) {
    node.classList.add("app");
    node.append(icon("picks"));
    return node;
  }
  const person = store.people.get(user);
  // By their order, not by a sum of letters: two people must not look alike.
  node.style.background = COLOURS[Math.max(0, [...store.people.keys()].indexOf(user)) % COLOURS.length];
  node.append(initials(person?.real_name || person?.name || "?"));
  return node;
}

/** A picture by address, or a tile with its description's initials when it does not load. */
export function picture(url, alt, className) {
  const image = h("img", {
    src: url,
    alt: alt ?? "",
    class: className,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  image.addEventListener("error", () => image.replaceWith(tile(alt ?? "", className)), { once: true });
  return image;
}

function tile(alt, className) {
  const node = h(
    "span",
    { class: `${className} tile`, role: "img", "aria-label": alt || "Picture", title: alt },
    initials(alt) || icon("picks"),
  );
  node.style.setProperty("--tile", colourOf(alt));
  return node;
}
