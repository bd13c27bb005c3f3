// Block Kit blocks, drawn as Slack draws them. What this page does not know is shown as a grey note, never dropped.

import { h, icon } from "../dom.js";
import { card, carousel } from "./cards.js";
import { element, input } from "./elements.js";
import { markdown } from "./markdown.js";
import { mrkdwn, plainWords, textObject } from "./mrkdwn.js";
import { picture } from "./picture.js";
import { richText } from "./richtext.js";

/** Blocks of one message or view -> elements. `surface` is described in surface.js. */
export const drawBlocks = (list, surface) =>
  list.map((block) => h("div", { class: `block block-${block.type}` }, one(block, surface)));

const note = (block) => h("div", { class: "unknown" }, `This page cannot draw this “${block.type}” block.`);

function one(block, surface) {
  try {
    return BLOCKS[block.type]?.(block, surface) ?? note(block);
  } catch (error) {
    // A block that is not as it should be must not take the rest of the page with it.
    console.warn("cannot draw block", block, error);
    return note(block);
  }
}

function section(block, surface) {
  const fields = block.fields?.map((text) => h("div", { class: "section-field" }, textObject(text)));
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-body" },
      block.text && h("div", { class: "text" }, textObject(block.text)),
      fields && h("div", { class: "section-fields" }, fields),
    ),
    block.accessory && h("div", { class: "accessory" }, element(block, block.accessory, surface)),
  );
}

const contextPart = (part) =>
  part.type === "image"
    ? picture(part.image_url, part.alt_text, "context-image")
    : h("span", { class: "text" }, textObject(part));

const elements = (block, surface, className) =>
  h(
    "div",
    { class: className },
    block.elements.map((spec) => element(block, spec, surface)),
  );

function image(block) {
  return h(
    "figure",
    { class: "image" },
    block.title && h("figcaption", {}, textObject(block.title)),
    picture(block.image_url ?? block.slack_file?.url, block.alt_text, "large-picture"),
  );
}

function inputBlock(block, surface) {
  const label = plainWords(block.label);
  const error = surface.errorOf?.(block);
  return h(
    "div",
    { class: error ? "input invalid" : "input" },
    h(
      "div",
      { class: "input-label" },
      textObject(block.label),
      block.optional && h("span", { class: "hint" }, " (optional)"),
    ),
    input(block, surface, label),
    error && h("div", { class: "input-error", role: "alert" }, error),
    block.hint && h("div", { class: "hint" }, textObject(block.hint)),
  );
}

function table(block) {
  const cell = (content, column, tag) => {
    const settings = block.column_settings?.[column];
    const drawn = content.type === "rich_text" ? richText(content) : (content.text ?? String(content.value ?? ""));
    return h(
      tag,
      { class: settings?.align ? `align-${settings.align}` : null, scope: tag === "th" ? "col" : null },
      drawn,
    );
  };
  const row = (cells, index) =>
    h(
      "tr",
      {},
      cells.map((content, column) => cell(content, column, index ? "td" : "th")),
    );
  return h(
    "div",
    { class: "table-wrap", role: "group", "aria-label": "Table", tabindex: 0 },
    h("table", {}, block.rows.map(row)),
  );
}

function container(block, surface) {
  const title = [
    block.icon && picture(block.icon.image_url, block.icon.alt_text, "container-icon"),
    h("span", {}, block.rich_text_title ? richText(block.rich_text_title) : textObject(block.title)),
    block.subtitle && h("span", { class: "card-subtitle" }, textObject(block.subtitle)),
  ];
  const look = `container ${block.width ?? "standard"}${block.has_header_divider ? " divided" : ""}`;
  const body = drawBlocks(block.child_blocks ?? [], surface);
  if (!block.is_collapsible) return h("section", { class: look }, h("div", { class: "container-title" }, title), body);
  return h(
    "details",
    { class: look, open: !block.default_collapsed },
    h("summary", { class: "container-title" }, title),
    body,
  );
}

const TASK_ICON = { complete: "check", error: "close", in_progress: "search", pending: "more" };

function task(block) {
  const status = block.status ?? "pending";
  const sources = block.sources?.map(({ url, text }) => mrkdwn(`<${url}|${text}>`));
  return h(
    "div",
    { class: `task ${status}`, "data-testid": "task" },
    icon(TASK_ICON[status] ?? "more"),
    h(
      "div",
      {},
      h("div", {}, textObject(block.title), h("span", { class: "sr-only" }, ` (${status.replace("_", " ")})`)),
      block.details && h("div", { class: "hint" }, richText(block.details)),
      block.output && h("div", { class: "hint" }, richText(block.output)),
      sources && h("div", { class: "task-sources" }, sources),
    ),
  );
}

const BLOCKS = {
  __proto__: null, // a type such as "constructor" must find nothing
  section,
  header: (block) => h("div", { class: "header-text", role: "heading", "aria-level": 2 }, textObject(block.text)),
  divider: () => h("hr"),
  context: (block) => h("div", { class: "context" }, block.elements.map(contextPart)),
  image,
  actions: (block, surface) => elements(block, surface, "actions"),
  context_actions: (block, surface) => elements(block, surface, "actions quiet"),
  input: inputBlock,
  rich_text: richText,
  markdown: (block) => h("div", { class: "markdown" }, markdown(block.text)),
  card,
  carousel,
  table,
  container,
  alert: (block) =>
    h(
      "div",
      { class: `alert ${block.level ?? "default"}`, role: "note" },
      icon("info"),
      h("div", {}, textObject(block.text)),
    ),
  task_card: task,
  plan: (block) =>
    h(
      "section",
      { class: "container" },
      h("div", { class: "container-title" }, textObject(block.title)),
      (block.tasks ?? []).map(task),
    ),
};

const detailsButton = (spec, surface) =>
  h(
    "button",
    {
      type: "button",
      class: "button",
      "data-testid": "open-entity",
      "data-focus": `entity ${spec.from_url}`,
      onclick: () => surface.openEntity(spec.from_url),
    },
    "Details",
  );

/** The older attachments: a coloured bar beside text, fields, blocks or a picture. */
export function attachment(spec, surface) {
  const bar = h("span", { class: "attachment-bar" });
  if (/^#?[0-9a-f]{6}$/i.test(spec.color ?? "")) bar.style.background = `#${spec.color.replace("#", "")}`;
  const title =
    spec.title &&
    h(
      "div",
      { class: "card-title" },
      spec.title_link ? mrkdwn(`<${spec.title_link}|${spec.title}>`) : mrkdwn(spec.title),
    );
  const fields = spec.fields?.map((entry) =>
    h("div", { class: "section-field" }, h("strong", {}, entry.title), h("br"), mrkdwn(entry.value ?? "")),
  );
  return h(
    "div",
    { class: "attachment" },
    bar,
    h(
      "div",
      { class: "attachment-body" },
      spec.pretext && h("div", { class: "text" }, mrkdwn(spec.pretext)),
      title,
      spec.text && h("div", { class: "text" }, mrkdwn(spec.text)),
      fields && h("div", { class: "section-fields" }, fields),
      drawBlocks(spec.blocks ?? [], surface),
      spec.image_url && picture(spec.image_url, spec.fallback ?? "", "large-picture"),
      spec.footer && h("div", { class: "hint" }, mrkdwn(spec.footer)),
      spec.work_object && detailsButton(spec, surface),
    ),
  );
}
