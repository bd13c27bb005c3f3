// The app's Home tab.

import { h, icon, keepFocus } from "../dom.js";
import { HOME } from "../route.js";
import { store } from "../store.js";
import { drawBlocks } from "./blocks.js";
import { viewSurface } from "./modal.js";

let shown = null;

export function drawHome(node) {
  node.hidden = store.route.place !== HOME;
  if (node.hidden || (shown === store.home && node.firstElementChild)) return;
  shown = store.home;
  const view = store.home;
  keepFocus(node, () =>
    node.replaceChildren(
      view
        ? h(
            "div",
            { class: "home-view blocks", "data-testid": "home" },
            drawBlocks(view.blocks, viewSurface(view, new Map(), {}, {})),
          )
        : emptyHome(),
    ),
  );
}

const emptyHome = () => h("p", { class: "empty" }, icon("picks"), `${store.app.name} has not drawn its Home tab yet.`);
