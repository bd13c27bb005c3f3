// Modals that the bot opens: the top view of the stack in a dialog. What was entered outlives a redraw by views.update.

import { perform } from "../actions.js";
import { act } from "../api.js";
import { h, iconButton } from "../dom.js";
import { changed, store } from "../store.js";
import { drawBlocks } from "./blocks.js";
import { plainWords } from "./mrkdwn.js";
import { notice } from "./overlay.js";

let open = null; // { dialog, view, readers }

export function drawModals() {
  const view = store.views.at(-1) ?? null;
  if (open && open.view === view) return;
  const kept = open && view && open.view.id === view.id ? readValues(open.readers) : {};
  open?.dialog.close("replaced");
  open = null;
  if (view) show(view, kept, {});
}

function show(view, kept, errors) {
  const readers = new Map();
  const dialog = h("dialog", {
    class: "dialog view",
    "aria-labelledby": `title-${view.id}`,
    "data-testid": "modal",
    "data-callback": view.callback_id,
  });
  open = { dialog, view, readers };
  const surface = viewSurface(view, readers, kept, errors);
  const submit = h(
    "button",
    { type: "submit", class: "button primary", "data-testid": "modal-submit" },
    plainWords(view.submit) || "Submit",
  );
  const form = h(
    "form",
    {
      class: "view-form",
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        send(view, form, submit);
      },
    },
    h(
      "div",
      { class: "dialog-head" },
      h("h2", { id: `title-${view.id}` }, plainWords(view.title)),
      iconButton("close", "Close", { onclick: () => dialog.close() }),
    ),
    h("div", { class: "dialog-body blocks" }, drawBlocks(view.blocks, surface)),
    h(
      "div",
      { class: "dialog-foot" },
      h(
        "button",
        { type: "button", class: "button", "data-testid": "modal-close", onclick: () => dialog.close() },
        plainWords(view.close) || "Close",
      ),
      (view.submit || view.blocks.some(({ type }) => type === "input")) && submit,
    ),
  );
  dialog.append(form);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "replaced") leave(view);
  });
  document.body.append(dialog);
  dialog.showModal();
  // Who opens a form wants to fill it in: the first field takes the focus, not the button that closes it.
  if (!form.querySelector("[autofocus]")) form.querySelector(".dialog-body :is(input, select, textarea)")?.focus();
}

/** How a view's elements are heard, read and refilled. Also used by the Home tab. */
export function viewSurface(view, readers, kept, errors) {
  return {
    id: view.id,
    click: (block, element, value) =>
      perform("click", {
        view_id: view.id,
        values: readValues(readers),
        block_id: block.block_id,
        action_id: element.action_id,
        ...(value === undefined ? {} : { value }),
      }),
    keep: (block, element, read) => readers.set(`${block.block_id}/${element.action_id}`, { block, element, read }),
    kept: (block, element) => kept[block.block_id]?.[element.action_id],
    errorOf: (block) => errors[block.block_id],
  };
}

/** Slack's state.values: block_id -> action_id -> the element's state. */
export function readValues(readers) {
  const values = {};
  for (const { block, element, read } of readers.values()) {
    values[block.block_id] ??= {};
    values[block.block_id][element.action_id] = read();
  }
  return values;
}

const isEmpty = (state) =>
  Object.entries(state).every(
    ([key, value]) => key === "type" || value === null || (Array.isArray(value) && value.length === 0),
  );

/** What Slack's client refuses before the bot sees it: required inputs left empty, fields outside of their limits. */
function clientErrors(form) {
  const errors = {};
  for (const { block, element, read } of open.readers.values()) {
    if (block.type === "input" && !block.optional && isEmpty(read())) errors[block.block_id] = "Please fill this in.";
    const field = form.querySelector(`[data-action="${CSS.escape(element.action_id)}"]`);
    if (field && !field.checkValidity() && !errors[block.block_id]) errors[block.block_id] = field.validationMessage;
  }
  return errors;
}

async function send(view, form, submit) {
  const values = readValues(open.readers);
  const errors = clientErrors(form);
  if (Object.keys(errors).length) return redrawWith(view, values, errors);
  submit.setAttribute("aria-busy", "true");
  try {
    const answer = await act(store.me, "submit_view", { view_id: view.id, values });
    showErrors(view, values, answer.errors ?? {});
  } catch (refusal) {
    if (refusal.errors) showErrors(view, values, refusal.errors);
    else notice(refusal.message);
  } finally {
    submit.removeAttribute("aria-busy");
  }
  return undefined;
}

/** Errors stand under their blocks; one without a block is a notice. */
function showErrors(view, values, { "": general, ...errors }) {
  if (general) notice(general);
  if (Object.keys(errors).length) redrawWith(view, values, errors);
}

function redrawWith(view, values, errors) {
  open.dialog.close("replaced");
  show(view, values, errors);
  open.dialog.querySelector(".invalid :is(input, select, textarea)")?.focus();
}

/** Closed by the person: the view leaves the stack, and the bot hears of it where it asked to. */
function leave(view) {
  open = null;
  store.views = store.views.filter((other) => other.id !== view.id);
  perform("close_view", { view_id: view.id });
  changed();
}
