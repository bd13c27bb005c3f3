// Things that lie above the page: menus, the emoji picker, dialogs and short notices.

import { h, iconButton } from "../dom.js";
import { emojiNode, emojiWords, PICKER } from "../emoji.js";
import { plainWords, textObject } from "./mrkdwn.js";

const GAP = 6;

/** Put `panel` beside `anchor` inside the window. It closes on Escape, a click elsewhere, or `close()`. */
export function openPopover(anchor, panel) {
  const close = () => panel.isConnected && panel.hidePopover();
  panel.classList.add("popover");
  panel.popover = "auto";
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const hadFocus = panel.contains(document.activeElement) || document.activeElement === document.body;
    panel.remove();
    anchor.classList.remove("popover-open");
    if (hadFocus) anchor.focus({ preventScroll: true });
  });
  // Beside an open dialog everything outside of it is inert, so the panel goes into the dialog.
  (anchor.closest("dialog") ?? document.body).append(panel);
  anchor.classList.add("popover-open");
  panel.showPopover();
  place(panel, anchor.getBoundingClientRect());
  return close;
}

function place(panel, box) {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = box.bottom + GAP + height <= innerHeight;
  const top = below ? box.bottom + GAP : Math.max(GAP, box.top - GAP - height);
  const left = Math.max(GAP, Math.min(box.left, innerWidth - width - GAP));
  panel.style.top = `${top}px`;
  panel.style.left = `${left}px`;
}

/** Arrow keys move the focus among the buttons of `panel`. */
function arrows(panel, columns = 1) {
  panel.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const buttons = [...panel.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement) + steps[event.key];
    buttons[Math.max(0, Math.min(buttons.length - 1, at))].focus();
  });
}

/** A menu of { label, run, danger?, checked?, testid? }. */
export function openMenu(anchor, items) {
  const row = (item) =>
    h(
      "button",
      {
        type: "button",
        role: item.checked === undefined ? "menuitem" : "menuitemradio",
        "aria-checked": item.checked === undefined ? null : String(item.checked),
        class: item.danger ? "menu-item danger" : "menu-item",
        "data-testid": item.testid,
        onclick: () => {
          close();
          item.run();
        },
      },
      item.before,
      h("span", {}, item.label, item.hint && h("span", { class: "hint" }, item.hint)),
    );
  const panel = h("div", { role: "menu", class: "menu" }, items.map(row));
  arrows(panel);
  const close = openPopover(anchor, panel);
  panel.querySelector("[aria-checked=true], button")?.focus();
}

const PICKER_COLUMNS = 6;

export function openPicker(anchor, choose) {
  const one = (name) =>
    h(
      "button",
      {
        type: "button",
        class: "picker-emoji",
        "aria-label": emojiWords(name),
        "data-testid": `pick-${name}`,
        onclick: () => {
          close();
          choose(name);
        },
      },
      emojiNode(name),
    );
  const panel = h("div", { class: "picker", role: "dialog", "aria-label": "Emoji" }, PICKER.map(one));
  arrows(panel, PICKER_COLUMNS);
  const close = openPopover(anchor, panel);
  panel.querySelector("button").focus();
}

/** A modal <dialog>: traps the focus, closes on Escape and on its close button. `onClose` runs once. */
export function openDialog({ title, body, footer, onClose, testid, className = "" }) {
  const close = () => dialog.close();
  const heading = h("h2", { id: `dialog-${testid}` }, title);
  const dialog = h(
    "dialog",
    { class: `dialog ${className}`, "aria-labelledby": heading.id, "data-testid": testid },
    h("div", { class: "dialog-head" }, heading, iconButton("close", "Close", { onclick: close })),
    h("div", { class: "dialog-body" }, body),
    footer && h("div", { class: "dialog-foot" }, footer),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    onClose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, close };
}

/** Ask with a Block Kit confirm object; answers true or false. */
export function confirmBox({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    let answer = false;
    const yes = () => {
      answer = true;
      close();
    };
    const { close } = openDialog({
      title: plainWords(title) || "Are you sure?",
      body: h("div", { class: "text" }, textObject(text)),
      footer: [
        h("button", { type: "button", class: "button", onclick: () => close() }, plainWords(deny) || "Cancel"),
        h(
          "button",
          { type: "button", class: `button ${style ?? "primary"}`, "data-testid": "confirm-yes", onclick: yes },
          plainWords(confirm) || "Yes",
        ),
      ],
      onClose: () => resolve(answer),
      testid: "confirm",
      className: "small",
    });
  });
}

const NOTICE_MS = 7000;

/** A sentence at the corner of the page; it goes by itself or by its button. */
export function notice(text) {
  const node = h(
    "div",
    { class: "toast", "data-testid": "toast" },
    h("span", {}, text),
    iconButton("close", "Dismiss", { onclick: () => node.remove() }),
  );
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), NOTICE_MS);
}
