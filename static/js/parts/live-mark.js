// The mark in the standing strip that says whether the page is live: a word and a shape, read out only when asked.

/** Show {kind, words} in every <dd data-connection>; the sprite's address is taken from the icon that stands there. */
export function showStanding({ kind, words }) {
  for (const place of document.querySelectorAll("[data-connection]")) {
    if (place.dataset.shown === words) continue;
    place.dataset.shown = words;
    place.setAttribute("aria-live", "off");
    draw(place, kind, words);
  }
}

function draw(place, kind, words) {
  const state = place.querySelector(".state");
  if (!state) return void (place.textContent = words);
  state.className = `state state--${kind}`;
  const use = state.querySelector("use");
  use?.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${kind === "off" ? "out" : kind}`);
  for (const text of [...state.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)) text.remove();
  state.append(words);
}
