// Cards, alone or side by side.

import { h, iconButton } from "../dom.js";
import { element } from "./elements.js";
import { plainWords, textObject } from "./mrkdwn.js";
import { picture } from "./picture.js";

const GAP_PX = 12; // as in blocks.css

export function card(block, surface) {
  const buttons = (block.actions ?? []).map((spec) => element(block, spec, surface)).filter(Boolean);
  return h(
    "article",
    { class: "card", "data-testid": "card", "aria-label": plainWords(block.title) || "Card" },
    block.hero_image && picture(block.hero_image.image_url, block.hero_image.alt_text, "card-hero"),
    h(
      "div",
      { class: "card-head" },
      block.icon && picture(block.icon.image_url, block.icon.alt_text, "card-icon"),
      h(
        "div",
        {},
        block.title && h("div", { class: "card-title" }, textObject(block.title)),
        block.subtitle && h("div", { class: "card-subtitle" }, textObject(block.subtitle)),
      ),
    ),
    block.body && h("div", { class: "card-body text" }, textObject(block.body)),
    block.subtext && h("div", { class: "card-subtitle" }, textObject(block.subtext)),
    h("div", { class: "card-actions" }, buttons),
  );
}

/** Cards in a row that scrolls: by the pointer, by its two buttons, and by the arrow keys once it has the focus. */
export function carousel(block, surface) {
  const cards = block.elements.map((inner) => card(inner, surface));
  const row = h(
    "div",
    { class: "carousel-row", role: "group", "aria-label": `${cards.length} cards`, tabindex: 0 },
    cards,
  );
  const step = (direction) => () => row.scrollBy({ left: direction * (cards[0].offsetWidth + GAP_PX) });
  // The row itself is the keyboard's way; the buttons are for the pointer.
  const control = (name, label, direction) =>
    iconButton(name, label, { class: `icon-button carousel-${name}`, tabindex: -1, onclick: step(direction) });
  const [back, on] = [control("back", "Earlier cards", -1), control("right", "Further cards", 1)];
  const update = () => {
    back.hidden = row.scrollLeft < 8;
    on.hidden = row.scrollLeft + row.clientWidth > row.scrollWidth - 8;
  };
  row.addEventListener("keydown", (event) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!direction || event.target !== row) return;
    step(direction)();
    event.preventDefault();
  });
  row.addEventListener("scroll", update);
  new ResizeObserver(update).observe(row);
  return h("div", { class: "carousel" }, row, back, on);
}
