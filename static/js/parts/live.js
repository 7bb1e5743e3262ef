// A live page: follows the streams named in <body data-live>, shows what happens, and says how it is connected.
//
// Other scripts hear of each event, in order and once: document "live:event", detail {topic, seq, type, payload}.

import { io } from "socket.io-client";

import { Connection } from "./live-connection.js";
import { placeIntervention } from "./live-debates.js";
import { keepDrafts } from "./live-drafts.js";
import { showStanding } from "./live-mark.js";
import { partsHear, partsReset } from "./live-parts.js";

function after(ms, act) {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

class LivePage {
  constructor(positions) {
    this.connection = new Connection(positions, {
      io,
      fetch: (address, options) => fetch(address, options),
      language: document.documentElement.lang,
      apply: (topic, event) => this.apply(topic, event),
      reset: (topic) => this.reset(topic),
      typing: (detail) => document.dispatchEvent(new CustomEvent("live:typing", { detail })),
      changed: () => this.show(),
      after,
      now: () => performance.now(),
      random: Math.random,
    });
  }

  begin() {
    const { connection } = this;
    const woken = () => document.visibilityState === "visible" && connection.woken();
    addEventListener("online", woken);
    addEventListener("offline", () => this.show());
    addEventListener("pageshow", ({ persisted }) => persisted && woken());
    document.addEventListener("visibilitychange", woken);
    document.addEventListener("live:made", ({ target, detail }) => this.made(target, detail.heads));
    document.addEventListener("live:writes", ({ detail }) => connection.writes(detail.topic));
    connection.start();
    setInterval(() => this.show(), 1_000);
    this.show();
  }

  /** What each part of the page has asked for beside the page's own streams, so that it can be left again. */
  lent = new WeakMap();

  made(part, heads) {
    this.lent.set(part, this.connection.exchange(this.lent.get(part) ?? new Set(), heads));
  }

  apply(topic, event) {
    try {
      const isPlaced = Boolean(event.html) && placeIntervention(topic, event);
      const { follower, spread } = this.connection;
      partsHear(topic, follower.streams.get(topic).epoch, event, isPlaced, spread);
    } catch (error) {
      console.warn("live: an event could not be shown", error);
      partsReset(topic, this.connection.spread);
    }
    const { seq, type, payload } = event;
    document.dispatchEvent(new CustomEvent("live:event", { detail: { topic, seq, type, payload } }));
  }

  // The count of a stream began anew: the server may have lost what it had said it has.
  reset(topic) {
    const { spread } = this.connection;
    partsReset(topic, spread);
    document.dispatchEvent(new CustomEvent("live:reset", { detail: { topic, spread } }));
  }

  show() {
    showStanding(this.connection.standing(navigator.onLine));
  }
}

keepDrafts();
const positions = document.body.dataset.live?.split(",").filter(Boolean) ?? [];
if (positions.length) new LivePage(positions).begin();
else showStanding({ kind: "off", says: "nowhere" });
