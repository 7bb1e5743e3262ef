// The mark in the standing strip that says whether the page is live: a word and a shape, read out only when asked.

/** The words for {says, n} from the page's own sentences. */
export function inWords(sentences, { says, n }) {
  return (sentences[says] ?? says).replace("{n}", n);
}

/** Show a standing in every <dd data-connection="{sentences}">; the sprite's address is taken from its icon. */
export function showStanding(standing) {
  for (const place of document.querySelectorAll("[data-connection]")) {
    const words = inWords(JSON.parse(place.dataset.connection || "{}"), standing);
    if (place.dataset.shown === words) continue;
    place.dataset.shown = words;
    place.setAttribute("aria-live", "off");
    draw(place, standing.kind, words);
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
