// Interventions: put where the order of the debate has them, which is the same on every screen.

import { morphElement, parse } from "./live-morph.js";

/** Index before which `path` belongs among `paths`, so that replies follow what they reply to. */
export function placeOf(paths, path) {
  const after = paths.findIndex((one) => one > path);
  return after === -1 ? paths.length : after;
}

/** Show the HTML of an event in its debate; false where this page does not show that debate. */
export function placeIntervention(topic, html) {
  const anchor = topic.replace(/^debate:/, "");
  const lists = [...document.querySelectorAll("ol[data-debate]")].filter((list) => list.dataset.debate === anchor);
  for (const list of lists) {
    const fresh = parse(html).firstElementChild;
    if (fresh) place(list, fresh);
  }
  return lists.length > 0;
}

function place(list, fresh) {
  const items = [...list.children];
  const known = items.find((item) => item.id === fresh.id);
  if (known) morphElement(known, fresh);
  else list.insertBefore(fresh, items[placeOf(items.map((item) => item.dataset.path), fresh.dataset.path)] ?? null);
  list.dispatchEvent(new CustomEvent("live:morphed", { bubbles: true }));
}
