// The app's Home tab. What was entered there outlives a new view of the app.

import { h, icon, keepFocus } from "../dom.js";
import { HOME } from "../route.js";
import { store } from "../store.js";
import { drawBlocks } from "./blocks.js";
import { readValues, viewSurface } from "./modal.js";

let shown = null;
let readers = new Map();

export function drawHome(node) {
  node.hidden = store.route.place !== HOME;
  if (node.hidden || (shown === store.home && node.firstElementChild)) return;
  const kept = shown?.id === store.home?.id ? readValues(readers) : {};
  shown = store.home;
  readers = new Map();
  keepFocus(node, () => node.replaceChildren(shown ? drawView(shown, kept) : emptyHome()));
}

const drawView = (view, kept) =>
  h(
    "div",
    { class: "home-view blocks", "data-testid": "home" },
    drawBlocks(view.blocks, viewSurface(view, readers, kept, {})),
  );

const emptyHome = () => h("p", { class: "empty" }, icon("picks"), `${store.app.name} has not drawn its Home tab yet.`);
