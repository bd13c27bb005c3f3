// What goes wrong on purpose: the sandbox's fault switches. Each says how many of the next calls or deliveries it hits.

import { perform } from "../actions.js";
import { h } from "../dom.js";
import { store } from "../store.js";
import { openDialog } from "./overlay.js";

const WORDS = {
  delay_call: "API calls answered late",
  rate_limit: "API calls refused with 429",
  server_error: "API calls failing with 503",
  fail_call: "API calls refused with internal_error",
  lose_response: "API answers lost after the deed",
  delay_event: "Events late",
  drop_event: "Events lost",
  drop_ack: "Acks lost",
  duplicate_event: "Events delivered twice",
  reorder_event: "Events out of order",
  seconds: "Seconds that a delay takes",
  revoke_token: "The bot's token is revoked",
  refuse_cards: "Cards are refused, as in older workspaces",
};

const ACTS = [
  ["disconnect", "Cut the connection"],
  ["refresh", "Ask the bot to reconnect"],
  ["clear", "Clear all"],
];

export function openFaults() {
  const rows = h("div", {});
  const tell = async (switches) => {
    const answer = await perform("faults", switches);
    if (answer?.faults) store.faults = answer.faults;
    draw();
  };
  const row = ([kind, now]) => {
    const isSwitch = typeof now === "boolean";
    const input = h("input", {
      class: isSwitch ? null : "field",
      ...(isSwitch ? { type: "checkbox", checked: now } : { type: "number", min: 0, value: now }),
      "data-testid": `fault-${kind}`,
      onchange: () => tell({ [kind]: isSwitch ? input.checked : Number(input.value) }),
    });
    return h("label", { class: "fault-row" }, h("span", {}, WORDS[kind] ?? kind), input);
  };
  const draw = () => rows.replaceChildren(...Object.entries(store.faults).map(row));
  draw();
  openDialog({
    title: "Make the sandbox misbehave",
    body: [
      h(
        "p",
        { class: "hint" },
        "Slack on a bad day: how many of the next ones go wrong. The bot should still give exactly one answer.",
      ),
      rows,
    ],
    footer: ACTS.map(([name, label]) =>
      h(
        "button",
        { type: "button", class: "button", "data-testid": `fault-${name}`, onclick: () => tell({ [name]: true }) },
        label,
      ),
    ),
    testid: "faults-dialog",
    className: "small",
  });
}
