// Block Kit's interactive elements: buttons, menus, fields. What a `surface` is stands in surface.js.

import { h, icon, iconButton } from "../dom.js";
import { store } from "../store.js";
import { multiSelect, optionRows, select } from "./choices.js";
import { externalSelect, multiExternalSelect } from "./external.js";
import { plainWords, textObject } from "./mrkdwn.js";
import { openMenu } from "./overlay.js";
import { picture } from "./picture.js";
import { interactive, mark, tell } from "./surface.js";

/** An element of a block, or null for somebody who is not to see it. */
export function element(block, spec, surface) {
  if (spec.visible_to_user_ids && !spec.visible_to_user_ids.includes(store.me)) return null;
  return ELEMENTS[spec.type]?.(block, spec, surface) ?? h("span", { class: "unknown" }, `[${spec.type}]`);
}

function button(block, spec, surface) {
  const props = {
    class: `button ${spec.style ?? ""}`,
    "aria-label": spec.accessibility_label,
    "data-testid": "block-button",
    "data-action": spec.action_id,
    "data-focus": mark(block, spec, spec.value),
  };
  if (spec.url) {
    const open = () => tell(block, { ...spec, confirm: null }, surface, spec.value);
    return h(
      "a",
      {
        ...props,
        href: /^https?:/i.test(spec.url) ? spec.url : null,
        target: "_blank",
        rel: "noopener noreferrer",
        onclick: open,
      },
      textObject(spec.text),
    );
  }
  const node = h(
    "button",
    { ...props, type: "button", onclick: () => tell(block, spec, surface, spec.value, node) },
    textObject(spec.text),
  );
  return node;
}

function overflow(block, spec, surface) {
  const choose = (option) => {
    if (option.url) window.open(option.url, "_blank", "noopener");
    return tell(block, spec, surface, option.value);
  };
  const items = spec.options.map((option) => ({ label: plainWords(option.text), run: () => choose(option) }));
  const node = iconButton("more", "More actions", {
    class: "button overflow",
    "aria-haspopup": "menu",
    "data-testid": "block-overflow",
    "data-focus": mark(block, spec),
    onclick: () => openMenu(node, items),
  });
  return node;
}

// Elements that are one native field: the field's attributes, the key of its state, the key of its initial value.
const FIELDS = {
  plain_text_input: [
    (spec) => ({ type: "text", maxlength: spec.max_length, minlength: spec.min_length }),
    "value",
    "initial_value",
  ],
  email_text_input: [() => ({ type: "email" }), "value", "initial_value"],
  url_text_input: [() => ({ type: "url" }), "value", "initial_value"],
  number_input: [
    (spec) => ({
      type: "number",
      min: spec.min_value,
      max: spec.max_value,
      step: spec.is_decimal_allowed ? "any" : "1",
    }),
    "value",
    "initial_value",
  ],
  datepicker: [() => ({ type: "date" }), "selected_date", "initial_date"],
  timepicker: [() => ({ type: "time" }), "selected_time", "initial_time"],
};

function field(block, spec, surface, label) {
  const [attributes, stateKey, initialKey] = FIELDS[spec.type];
  const before = surface.kept?.(block, spec);
  const tag = spec.multiline ? "textarea" : "input";
  const node = h(tag, {
    class: "field",
    "aria-label": label ?? (plainWords(spec.placeholder) || "Value"),
    placeholder: plainWords(spec.placeholder),
    rows: spec.multiline ? 4 : null,
    autofocus: spec.focus_on_load,
    required: block.type === "input" && !block.optional,
    "data-action": spec.action_id,
    "data-focus": mark(block, spec),
    ...attributes(spec),
  });
  node.value = (before ? before[stateKey] : spec[initialKey]) ?? "";
  const read = () => ({ type: spec.type, [stateKey]: node.value === "" ? null : node.value });
  return interactive(block, spec, surface, { node, read, value: () => node.value });
}

function feedbackButtons(block, spec, surface) {
  const key = [store.me, surface.id, mark(block, spec)].join(" ");
  const nodes = [];
  const show = () => {
    for (const node of nodes) node.setAttribute("aria-pressed", String(store.pressed.get(key) === node.dataset.value));
  };
  const press = async (value, node) => {
    if (!(await tell(block, spec, surface, value, node))) return;
    store.pressed.set(key, value);
    show();
  };
  const one = (side, picture) => {
    const option = spec[side];
    const node = h(
      "button",
      {
        type: "button",
        class: "icon-button feedback-button",
        "aria-label": option.accessibility_label ?? plainWords(option.text),
        title: plainWords(option.text),
        "data-testid": "feedback-button",
        "data-value": option.value,
        "data-focus": mark(block, spec, side),
        onclick: () => press(option.value, node),
      },
      icon(picture),
    );
    nodes.push(node);
    return node;
  };
  const both = [one("positive_button", "thumb-up"), one("negative_button", "thumb-down")];
  show();
  return h("span", { class: "feedback", role: "group", "aria-label": "Feedback" }, both);
}

function iconElement(block, spec, surface) {
  const node = iconButton(
    spec.icon === "trash" ? "trash" : "picks",
    spec.accessibility_label ?? plainWords(spec.text),
    {
      "data-action": spec.action_id,
      "data-focus": mark(block, spec, spec.value),
      onclick: () => tell(block, spec, surface, spec.value, node),
    },
  );
  return node;
}

const ELEMENTS = {
  __proto__: null, // a type such as "constructor" must find nothing
  button,
  overflow,
  feedback_buttons: feedbackButtons,
  icon_button: iconElement,
  radio_buttons: optionRows,
  checkboxes: optionRows,
  image: (block, spec) => picture(spec.image_url ?? spec.slack_file?.url, spec.alt_text, "accessory-image"),
  ...Object.fromEntries(Object.keys(FIELDS).map((type) => [type, field])),
  ...Object.fromEntries(
    ["static_select", "users_select", "conversations_select", "channels_select"].flatMap((type) => [
      [type, select],
      [`multi_${type}`, multiSelect],
    ]),
  ),
  external_select: externalSelect,
  multi_external_select: multiExternalSelect,
};

/** An element inside an input block, named by the block's label. */
export const input = (block, surface, label) =>
  ELEMENTS[block.element.type]?.(block, block.element, surface, label) ??
  h("span", { class: "unknown" }, `[${block.element.type}]`);
