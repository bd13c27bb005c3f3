// The details of a Work Object, when the bot shows them to this person.

import { h } from "../dom.js";
import { link } from "./mrkdwn.js";
import { openDialog } from "./overlay.js";
import { picture } from "./picture.js";

const label = (key) => (key[0].toUpperCase() + key.slice(1)).replaceAll("_", " ");

export function showEntity({ url, entity_payload: payload }) {
  const { title, display_type, product_name } = payload.attributes;
  const preview = payload.fields?.preview;
  const named = Object.entries(payload.fields ?? {}).filter(([key]) => key !== "preview");
  const fields = [
    ...named.map(([key, field]) => [field.label ?? label(key), field]),
    ...(payload.custom_fields ?? []).map((field) => [field.label ?? label(field.key), field]),
  ];
  openDialog({
    title: title?.text ?? "Details",
    body: [
      h("p", { class: "hint" }, [display_type, product_name].filter(Boolean).join(" · ")),
      preview?.image_url && picture(preview.image_url, preview.alt_text, "large-picture"),
      h(
        "dl",
        { class: "details" },
        fields.map(([name, field]) => [h("dt", {}, name), h("dd", {}, String(field.value ?? field.text ?? ""))]),
      ),
      url && link(url, ["Open"]),
    ],
    testid: "entity",
    className: "small",
  });
}
