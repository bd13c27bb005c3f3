// Block Kit's choices: selects, radio buttons and checkboxes, out of the bot's options or the workspace's people and channels.

import { h, icon } from "../dom.js";
import { isDirect, store } from "../store.js";
import { plainWords, textObject } from "./mrkdwn.js";
import { interactive, mark } from "./surface.js";

const optionsOf = (spec) => spec.options ?? (spec.option_groups ?? []).flatMap((group) => group.options);

/** The choices of a select: the bot's own options, or the workspace's people and channels. */
function choices(spec) {
  const own = (id, text) => ({ value: id, text: { type: "plain_text", text } });
  const people = [...store.people.values()].map((person) => own(person.id, person.real_name || person.name));
  const channels = [...store.channels.values()]
    .filter((channel) => !isDirect(channel))
    .map(({ id, name }) => own(id, `#${name}`));
  if (spec.type.endsWith("users_select")) return people;
  if (spec.type.endsWith("conversations_select") || spec.type.endsWith("channels_select")) return channels;
  return optionsOf(spec);
}

function selectState(spec, option) {
  const value = option?.value ?? null;
  if (spec.type === "users_select") return { type: spec.type, selected_user: value };
  if (spec.type === "conversations_select") return { type: spec.type, selected_conversation: value };
  if (spec.type === "channels_select") return { type: spec.type, selected_channel: value };
  return { type: spec.type, selected_option: option ?? null };
}

const initialChoice = (spec) =>
  spec.initial_option?.value ?? spec.initial_user ?? spec.initial_conversation ?? spec.initial_channel;

export function select(block, spec, surface, label) {
  const all = choices(spec);
  const before = surface.kept?.(block, spec);
  const chosen = before
    ? (before.selected_option?.value ?? before.selected_user ?? before.selected_conversation ?? before.selected_channel)
    : initialChoice(spec);
  const item = (option) =>
    h("option", { value: option.value, selected: option.value === chosen }, plainWords(option.text));
  const groups = spec.option_groups?.map((group) =>
    h("optgroup", { label: plainWords(group.label) }, group.options.map(item)),
  );
  const node = h(
    "select",
    {
      class: "select",
      "aria-label": label ?? (plainWords(spec.placeholder) || "Choose"),
      "data-action": spec.action_id,
      "data-focus": mark(block, spec),
    },
    h("option", { value: "" }, plainWords(spec.placeholder) || "Choose an option"),
    groups ?? all.map(item),
  );
  const read = () =>
    selectState(
      spec,
      all.find((option) => option.value === node.value),
    );
  return interactive(block, spec, surface, { node, read, value: () => node.value, empty: () => node.value === "" });
}

// What these hold is ids, not options.
const MANY = {
  multi_users_select: "selected_users",
  multi_channels_select: "selected_channels",
  multi_conversations_select: "selected_conversations",
};

/** A chosen option, with a button that takes it out again. */
export const chip = (option, remove) =>
  h(
    "button",
    { type: "button", class: "chip", "aria-label": `Remove ${plainWords(option.text)}`, onclick: remove },
    textObject(option.text),
    icon("close"),
  );

export function multiSelect(block, spec, surface, label) {
  const all = choices(spec);
  const key = MANY[spec.type] ?? "selected_options";
  const before = surface.kept?.(block, spec)?.[key] ?? spec[key.replace("selected", "initial")] ?? [];
  const picked = new Set(before.map((option) => option.value ?? option));
  const chips = h("span", { class: "chips" });
  const adder = h("select", {
    class: "select",
    "aria-label": label ?? "Add a choice",
    "data-action": spec.action_id,
    "data-focus": mark(block, spec),
  });
  const node = h("span", { class: "multi-select" }, chips, adder);
  const chosen = () => all.filter((option) => picked.has(option.value));
  const toggle = (option) => {
    if (!picked.delete(option.value)) picked.add(option.value);
    draw();
    adder.focus();
    node.dispatchEvent(new Event("change"));
  };
  function draw() {
    chips.replaceChildren(...chosen().map((option) => chip(option, () => toggle(option))));
    const rest = all.filter((option) => !picked.has(option.value));
    adder.replaceChildren(
      h("option", { value: "" }, plainWords(spec.placeholder) || "Add a choice"),
      ...rest.map((option) => h("option", { value: option.value }, plainWords(option.text))),
    );
  }
  adder.addEventListener("change", (event) => {
    event.stopPropagation();
    toggle(all.find((option) => option.value === adder.value));
  });
  draw();
  const read = () => ({ type: spec.type, [key]: MANY[spec.type] ? [...picked] : chosen() });
  return interactive(block, spec, surface, { node, read, value: () => [...picked] });
}

/** Radio buttons and checkboxes: one row of native inputs for each option. */
export function optionRows(block, spec, surface, label) {
  const many = spec.type === "checkboxes";
  const before = surface.kept?.(block, spec);
  const initial = before
    ? (before.selected_options ?? [before.selected_option])
    : many
      ? (spec.initial_options ?? [])
      : [spec.initial_option];
  const on = new Set(initial.filter(Boolean).map((option) => option.value));
  const inputs = spec.options.map((option) =>
    h("input", {
      type: many ? "checkbox" : "radio",
      name: mark(block, spec),
      value: option.value,
      checked: on.has(option.value),
      "data-focus": mark(block, spec, option.value),
    }),
  );
  const row = (option, index) =>
    h(
      "label",
      { class: "option-row" },
      inputs[index],
      h(
        "span",
        {},
        textObject(option.text),
        option.description && h("span", { class: "hint" }, textObject(option.description)),
      ),
    );
  const node = h(
    "div",
    { class: "options", role: many ? "group" : "radiogroup", "aria-label": label ?? "Options" },
    spec.options.map(row),
  );
  const chosen = () => spec.options.filter((_, index) => inputs[index].checked);
  const read = () =>
    many ? { type: spec.type, selected_options: chosen() } : { type: spec.type, selected_option: chosen()[0] ?? null };
  const value = () => (many ? chosen().map((option) => option.value) : chosen()[0]?.value);
  return interactive(block, spec, surface, { node, read, value });
}
