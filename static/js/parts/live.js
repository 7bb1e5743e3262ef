// A live page: follows the streams named in <body data-live>, shows what happens, and says how it is connected.
//
// Other scripts hear of each event, in order and once: document "live:event", detail {topic, seq, type, payload}.

import { io } from "socket.io-client";

import { Follower } from "./live-core.js";
import { placeIntervention } from "./live-debates.js";
import { keepDrafts } from "./live-drafts.js";
import { Link, standing } from "./live-link.js";
import { showStanding } from "./live-mark.js";
import { partsHear, partsReset } from "./live-parts.js";

const ANSWER = 5_000; // a socket that does not answer for so long is dead, whatever it believes
const REST = 1_000; // between held requests, so that a busy stream is not a request for each event

function after(ms, act) {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

const now = () => performance.now();
const language = document.documentElement.lang;

class LivePage {
  constructor(positions) {
    this.follower = new Follower(positions, {
      apply: (topic, event) => this.apply(topic, event),
      reset: partsReset,
      ask: () => this.ask(),
      after,
      now,
    });
    this.link = new Link({
      dial: () => this.dial(),
      ask: () => this.ask(),
      poll: () => this.poll(),
      rest: () => this.polling?.abort(),
      after,
      now,
      random: Math.random,
    });
  }

  begin() {
    this.listen();
    this.link.start();
    setInterval(() => this.show(), 1_000);
    this.show();
  }

  listen() {
    const woken = () => document.visibilityState === "visible" && this.link.woken();
    addEventListener("online", woken);
    addEventListener("offline", () => this.show());
    addEventListener("pageshow", ({ persisted }) => persisted && woken());
    document.addEventListener("visibilitychange", woken);
  }

  dial() {
    this.socket?.off().disconnect();
    const socket = io({ transports: ["websocket"], reconnection: false, timeout: 8_000, forceNew: true });
    this.socket = socket;
    socket.on("connect", () => this.link.connected());
    socket.on("connect_error", () => this.link.failed());
    socket.on("disconnect", () => this.link.closed());
    socket.on("frame", (frame) => this.hear(() => this.follower.take(frame)));
    socket.on("heads", (heads) => this.hear(() => this.follower.heard(heads)));
  }

  hear(act) {
    this.link.sign();
    act();
    this.show();
  }

  ask() {
    if (this.link.way !== "socket") return;
    const socket = this.socket;
    socket.timeout(ANSWER).emit("follow", { topics: this.follower.positions, language }, (late, answer) => {
      if (socket !== this.socket) return;
      if (late) socket.disconnect();
      else if (answer.error) this.refuse(answer.error);
      else this.hear(() => this.follower.answered(answer));
    });
  }

  /** The server will not tell this page any news: its reader has signed out elsewhere, or it is too old. */
  refuse(sentence) {
    console.warn(`live: ${sentence}`);
    this.isRefused = true;
    this.show();
  }

  /** Held requests, one after the other, until a socket serves. */
  async poll() {
    this.polling?.abort();
    const polling = new AbortController();
    this.polling = polling;
    for (let failures = 0; !polling.signal.aborted; ) {
      const answer = await this.held(polling.signal);
      if (polling.signal.aborted) return;
      failures = answer ? 0 : failures + 1;
      this.link.polled(answer !== null);
      if (answer) this.hear(() => this.follower.answered(answer));
      else this.show();
      await new Promise((resolve) => setTimeout(resolve, REST * Math.min(1 + 2 * failures, 15)));
    }
  }

  async held(signal) {
    try {
      const t = encodeURIComponent(this.follower.positions.join(","));
      const answer = await fetch(`/live?t=${t}&l=${language}`, { signal, headers: { Accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  apply(topic, event) {
    try {
      const isPlaced = Boolean(event.html) && placeIntervention(topic, event.html);
      partsHear(topic, this.follower.streams.get(topic).epoch, event, isPlaced);
    } catch (error) {
      console.warn("live: an event could not be shown", error);
      partsReset(topic);
    }
    const { seq, type, payload } = event;
    document.dispatchEvent(new CustomEvent("live:event", { detail: { topic, seq, type, payload } }));
  }

  show() {
    if (this.isRefused) return showStanding({ kind: "offline", words: "not live: reload the page" });
    const { way, lastSign } = this.link;
    const { missingSince } = this.follower;
    return showStanding(standing({ way, lastSign, missingSince, isOnline: navigator.onLine, now: now() }));
  }
}

keepDrafts();
const positions = document.body.dataset.live?.split(",").filter(Boolean) ?? [];
if (positions.length) new LivePage(positions).begin();
else showStanding({ kind: "off", words: "not live here" });
