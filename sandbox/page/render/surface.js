// Where an element stands and how it is heard. In messages and on the Home tab a change is a click that the bot hears of;
// in a modal's inputs it is only kept until the modal is sent. A `surface` is
//   id                                         names the message or view
//   click(block, element, value) -> promise   tell the bot; null after a refusal
//   keep(block, element, read)                 (views) how to read the element's state
//   kept(block, element)                       (views) what a person had entered before a redraw

import { confirmBox } from "./overlay.js";

/** Names an element for the focus to find it again after a redraw. */
export const mark = (block, spec, extra = "") => `${block.block_id}/${spec.action_id}/${extra}`;

/** Ask first where the bot wants that, then tell it, showing that it is on its way; null when it was not told. */
export async function tell(block, spec, surface, value, node) {
  if (spec.confirm && !(await confirmBox(spec.confirm))) return null;
  node?.setAttribute("aria-busy", "true");
  const answer = await surface.click(block, spec, value);
  node?.removeAttribute("aria-busy");
  return answer;
}

/** Wire an element to its surface: read for submissions, told on change unless it is a modal's quiet input. */
export function interactive(block, spec, surface, { node, read, value, empty }) {
  surface.keep?.(block, spec, read);
  if (block.type !== "input" || block.dispatch_action) {
    node.addEventListener("change", () => !empty?.() && tell(block, spec, surface, value()));
  }
  return node;
}
