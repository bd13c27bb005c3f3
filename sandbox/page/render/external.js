// A select whose options the bot gives while a person types.

import { act } from "../api.js";
import { h } from "../dom.js";
import { store } from "../store.js";
import { createListbox } from "./listbox.js";
import { plainWords } from "./mrkdwn.js";
import { interactive, mark } from "./surface.js";

const PAUSE_MS = 200;

export function externalSelect(block, spec, surface, label) {
  let chosen = surface.kept?.(block, spec)?.selected_option ?? spec.initial_option ?? null;
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
  field.value = chosen ? plainWords(chosen.text) : "";
  const listbox = createListbox(field, { label: "Options", testid: "external-options" });
  const node = h("div", { class: "external" }, field, listbox.node);
  const show = (options) => {
    listbox.show(options.map((option) => ({ label: plainWords(option.text), pick: () => pick(option) })));
    field.setAttribute("aria-expanded", String(options.length > 0));
  };
  function pick(option) {
    chosen = option;
    field.value = plainWords(option.text);
    show([]);
    node.dispatchEvent(new Event("change"));
  }
  let timer;
  const ask = async () => {
    const typed = field.value;
    const where = { view_id: surface.id, block_id: block.block_id, action_id: spec.action_id, typed };
    const { options } = await act(store.me, "options", where).catch(() => ({ options: [] }));
    if (field.value === typed) show(options);
  };
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    chosen = null;
    clearTimeout(timer);
    show([]);
    if (field.value.length >= (spec.min_query_length ?? 3)) timer = setTimeout(ask, PAUSE_MS);
  });
  field.addEventListener("change", (event) => event.stopPropagation()); // only a choice is a change
  field.addEventListener("blur", () => show([]));
  field.addEventListener("keydown", (event) => {
    if (!listbox.isOpen()) return;
    if (event.key === "ArrowDown") listbox.move(1);
    else if (event.key === "ArrowUp") listbox.move(-1);
    else if (event.key === "Enter") listbox.active().pick();
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const read = () => ({ type: spec.type, selected_option: chosen });
  return interactive(block, spec, surface, { node, read, value: () => chosen?.value, empty: () => !chosen });
}
