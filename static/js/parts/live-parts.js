// Parts of the page that follow a stream: on news they are fetched again and morphed in.
//
//   <section data-part="/documents/4/text" data-topic="document:4" data-events="revision_made …">
//
// Without data-events every event of the stream counts that brings no HTML of its own and moves no figure alone.
// What a part shows may come to depend on other streams: an answer that holds the part itself brings its new
// data-topic, and X-Live names the streams to follow ("live:made").

import { parsed } from "./live-core.js";
import { morph, parse } from "./live-morph.js";

// Figures that elements of their own move: no part is fetched for them unless it asks to be (data-figures).
const FIGURES = new Set(["presence_changed", "ballot_stored", "sense_changed"]);
const JITTER = 300; // a thousand pages do not ask in the same moment; the server may ask for more
const TRIES = 4;

const fetching = new WeakMap(); // part → { wanted: Map(topic → {epoch, seq}), isRunning }

/** Whether a part has to be fetched for an event; `isPlaced` says that the event's own HTML is on the page. */
export function concerns({ events, figures }, type, isPlaced) {
  const isFigure = FIGURES.has(type) && figures === undefined;
  return events ? events.split(/\s+/).includes(type) : !isPlaced && !isFigure;
}

/** Whether a fragment made at `heads` ("topic:epoch:seq,…") is older than what made us fetch it. */
export function isStale(heads, wanted) {
  const at = new Map((heads ?? "").split(",").map(parsed).filter(Boolean).map((head) => [head.topic, head]));
  return [...wanted].some(([topic, { epoch, seq }]) => {
    const head = at.get(topic);
    return head !== undefined && head.epoch === epoch && head.seq < seq;
  });
}

/** An event of `topic` arrived: fetch the parts that it concerns. */
export function partsHear(topic, epoch, event, isPlaced, spread = 0) {
  for (const part of partsOf(topic)) {
    if (concerns(part.dataset, event.type, isPlaced)) refresh(part, topic, { epoch, seq: event.seq }, spread);
  }
}

/** Fetch all parts of a stream, whatever happened. */
export function partsReset(topic, spread = 0) {
  for (const part of partsOf(topic)) refresh(part, topic, { epoch: "", seq: 0 }, spread);
}

function partsOf(topic) {
  return [...document.querySelectorAll("[data-part][data-topic]")].filter((part) =>
    part.dataset.topic.split(/\s+/).includes(topic),
  );
}

function refresh(part, topic, head, spread) {
  const state = fetching.get(part) ?? { wanted: new Map(), isRunning: false };
  fetching.set(part, state);
  state.wanted.set(topic, head);
  state.isDirty = true;
  state.spread = Math.max(JITTER, spread);
  if (!state.isRunning) run(part, state);
}

async function run(part, state) {
  state.isRunning = true;
  for (let tries = 0; state.isDirty && tries < TRIES && part.isConnected; ) {
    await pause(Math.random() * state.spread);
    state.isDirty = false;
    const isDone = await load(part, state.wanted);
    if (!isDone) {
      state.isDirty = true;
      tries += 1;
      await pause(JITTER * tries);
    } else if (state.isDirty) tries = 0;
  }
  state.isRunning = false;
  state.isDirty = false;
}

/** False where the answer failed or is older than the event that made us ask. */
async function load(part, wanted) {
  try {
    const answer = await fetch(part.dataset.part, { headers: { Accept: "text/html" } });
    if (answer.status >= 500) return false;
    if (!answer.ok || answer.redirected) return true;
    const html = parse(await answer.text());
    if (isStale(answer.headers.get("X-Live"), wanted)) return false;
    const own = [...html.querySelectorAll("[data-part]")].find((one) => one.dataset.part === part.dataset.part);
    if (own?.dataset.topic) part.dataset.topic = own.dataset.topic;
    morph(part, [...(own ?? html).childNodes]);
    const heads = (answer.headers.get("X-Live") ?? "").split(",").filter(Boolean);
    part.dispatchEvent(new CustomEvent("live:made", { bubbles: true, detail: { heads } }));
    return true;
  } catch {
    return false;
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
