// Interventions: put where the order of the debate has them, which is the same on every screen.

import { morphElement, parse } from "./live-morph.js";

/** Index before which `path` belongs among `paths`, so that replies follow what they reply to. */
export function placeOf(paths, path) {
  const after = paths.findIndex((one) => one > path);
  return after === -1 ? paths.length : after;
}

/** Whether a list of the threads from one path on and before another, where it is bounded, has the place of `path`. */
export function isWithin({ from, before }, path) {
  return (!from || path >= from) && (!before || path < before);
}

/** Show an event with its HTML in its debate; false where this page does not show that debate. */
export function placeIntervention(topic, { type, seq, html }) {
  const anchor = topic.replace(/^debate:/, "");
  const lists = [...document.querySelectorAll("ol[data-debate]")].filter((list) => list.dataset.debate === anchor);
  for (const list of lists) {
    const fresh = parse(html).firstElementChild;
    if (type === "intervention_posted") count(list, seq);
    if (fresh) place(list, fresh);
  }
  return lists.length > 0;
}

/** How much was said on all pages; what the list was drawn with, and what was counted already, is not counted again. */
function count(list, seq) {
  const shown = list.closest("debate-thread")?.querySelector("[data-said]");
  if (!shown || seq <= Number(list.dataset.seq ?? 0)) return;
  list.dataset.seq = seq;
  shown.textContent = Number(shown.textContent) + 1;
}

function place(list, fresh) {
  const items = [...list.children];
  const known = items.find((item) => item.id === fresh.id);
  if (known) morphElement(known, fresh);
  else if (isWithin(list.dataset, fresh.dataset.path)) list.insertBefore(fresh, items[placeOf(items.map((item) => item.dataset.path), fresh.dataset.path)] ?? null);
  list.dispatchEvent(new CustomEvent("live:morphed", { bubbles: true }));
}
