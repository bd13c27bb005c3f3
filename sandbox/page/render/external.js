// Selects whose options the bot gives while a person types.

import { act } from "../api.js";
import { h } from "../dom.js";
import { store } from "../store.js";
import { chip } from "./choices.js";
import { createListbox } from "./listbox.js";
import { plainWords } from "./mrkdwn.js";
import { interactive, mark } from "./surface.js";

const PAUSE_MS = 200;

export function externalSelect(block, spec, surface, label) {
  let chosen = surface.kept?.(block, spec)?.selected_option ?? spec.initial_option ?? null;
  const pick = (option) => {
    chosen = option;
    field.value = plainWords(option.text);
    node.dispatchEvent(new Event("change"));
  };
  const { node, field } = search(block, spec, surface, label, pick);
  field.value = chosen ? plainWords(chosen.text) : "";
  field.addEventListener("input", () => {
    chosen = null;
  });
  const read = () => ({ type: spec.type, selected_option: chosen });
  return interactive(block, spec, surface, { node, read, value: () => chosen?.value, empty: () => !chosen });
}

export function multiExternalSelect(block, spec, surface, label) {
  let chosen = surface.kept?.(block, spec)?.selected_options ?? spec.initial_options ?? [];
  const chips = h("span", { class: "chips" });
  const choose = (options) => {
    chosen = options;
    field.value = "";
    draw();
    field.focus();
    node.dispatchEvent(new Event("change"));
  };
  const without = (option) => chosen.filter(({ value }) => value !== option.value);
  const { node, field } = search(block, spec, surface, label, (option) => choose([...without(option), option]));
  const draw = () => chips.replaceChildren(...chosen.map((option) => chip(option, () => choose(without(option)))));
  node.prepend(chips);
  draw();
  const read = () => ({ type: spec.type, selected_options: chosen });
  return interactive(block, spec, surface, { node, read, value: () => chosen.map(({ value }) => value) });
}

/** A text field over the options that fit what is typed. `pick` hears of the option that a person takes. */
function search(block, spec, surface, label, pick) {
  const field = h("input", {
    type: "text",
    class: "field",
    role: "combobox",
    autocomplete: "off",
    placeholder: plainWords(spec.placeholder) || "Type to search",
    "aria-label": label ?? (plainWords(spec.placeholder) || "Search"),
    "aria-expanded": "false",
    "data-action": spec.action_id,
    "data-focus": mark(block, spec),
  });
  const listbox = createListbox(field, { label: "Options", testid: "external-options" });
  const node = h("div", { class: "external" }, h("div", { class: "external-field" }, field, listbox.node));
  const show = (options) => {
    listbox.show(options.map((option) => ({ label: plainWords(option.text), pick: () => take(option) })));
    field.setAttribute("aria-expanded", String(options.length > 0));
  };
  function take(option) {
    show([]);
    pick(option);
  }
  const isEnough = () => field.value.length >= (spec.min_query_length ?? 3);
  let timer;
  const ask = async () => {
    const typed = field.value;
    const where = { view_id: surface.id, block_id: block.block_id, action_id: spec.action_id, typed };
    const { options } = await act(store.me, "options", where).catch(() => ({ options: [] }));
    if (field.value === typed) show(options);
  };
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    show([]);
    if (isEnough()) timer = setTimeout(ask, PAUSE_MS);
  });
  field.addEventListener("click", () => isEnough() && !listbox.isOpen() && ask());
  field.addEventListener("change", (event) => event.stopPropagation()); // only a choice is a change
  field.addEventListener("blur", () => show([]));
  field.addEventListener("keydown", (event) => {
    if (!listbox.isOpen()) {
      if (event.key === "ArrowDown" && isEnough()) ask();
      return;
    }
    if (event.key === "ArrowDown") listbox.move(1);
    else if (event.key === "ArrowUp") listbox.move(-1);
    else if (event.key === "Enter") listbox.active().pick();
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { node, field };
}
