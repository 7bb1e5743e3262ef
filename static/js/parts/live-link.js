// How a page is connected: by a socket; by held requests where sockets do not get through; or not at all.
//
// Pure: the outside world comes in as `effects` = {
//   dial()           try to open the socket; connected(), failed() or closed() tell what came of it
//   ask()            ask what was missed, on the socket
//   poll(), rest()   begin and end the held requests; polled(isAnswered) tells of each
//   after(ms, act)   do act later; answers a function that calls it off
//   now(), random()  milliseconds; 0 ≤ number < 1
// }

export const FAILURES = 2; // then requests take over
export const WAIT = 5_000; // so do they when the socket has not opened by then
export const AGAIN = 60_000; // while requests serve, the socket is tried each minute
const PAUSE = 500; // between tries before that, and as much again by chance: a whole hall comes back at once

export class Link {
  constructor(effects) {
    this.effects = effects;
    this.way = "none"; // socket, requests, none
    this.failures = 0;
    this.isDialling = false;
    this.isPolling = false;
    this.lastSign = effects.now();
  }

  start() {
    this.dial();
    this.hurry();
  }

  /** Anything at all from the server. */
  sign() {
    this.lastSign = this.effects.now();
  }

  connected() {
    this.callOff();
    Object.assign(this, { way: "socket", failures: 0, isDialling: false, isPolling: false });
    this.sign();
    this.effects.rest();
    this.effects.ask();
  }

  failed() {
    this.isDialling = false;
    this.failures += 1;
    if (this.failures >= FAILURES) this.fallBack();
    this.dialIn(this.isPolling ? AGAIN : this.pause());
  }

  closed() {
    if (this.way !== "socket") return;
    this.way = "none";
    this.dialIn(this.pause());
    this.hurry();
  }

  polled(isAnswered) {
    if (!this.isPolling) return;
    this.way = isAnswered ? "requests" : "none";
    if (isAnswered) this.sign();
  }

  /** The device woke up, came back online, or the page is shown again: nobody waits for a clock now. */
  woken() {
    if (this.way === "socket") this.effects.ask();
    else if (!this.isDialling) this.dial();
    if (this.isPolling) this.effects.poll();
  }

  dial() {
    this.redial?.();
    this.redial = null;
    this.isDialling = true;
    this.effects.dial();
  }

  dialIn(ms) {
    this.redial?.();
    this.redial = this.effects.after(ms, () => this.dial());
  }

  /** A socket that takes too long is as good as none. */
  hurry() {
    this.late?.();
    this.late = this.effects.after(WAIT, () => this.fallBack());
  }

  fallBack() {
    if (this.isPolling || this.way === "socket") return;
    this.isPolling = true;
    this.effects.poll();
  }

  pause() {
    return PAUSE + PAUSE * this.effects.random();
  }

  callOff() {
    this.late?.();
    this.redial?.();
    this.late = this.redial = null;
  }
}

const SILENCE = { socket: 15_000, requests: 40_000, none: 0 }; // heartbeats every 12 s; requests are held for 25 s
const BRIEF = 2_000;
const GONE = 10_000;

/** What the page says of itself: {kind: "live" | "behind" | "offline", words}. */
export function standing({ way, lastSign, missingSince, isOnline, now }) {
  if (!isOnline || (way === "none" && now - lastSign > GONE)) return { kind: "offline", words: "offline" };
  const silent = now - lastSign > SILENCE[way] ? now - lastSign : 0;
  const missing = missingSince === null ? 0 : now - missingSince;
  const late = Math.max(silent, missing);
  if (late > BRIEF) return { kind: "behind", words: `${Math.round(late / 1000)} s behind` };
  if (way === "none") return { kind: "behind", words: "connecting" };
  return { kind: "live", words: way === "socket" ? "live" : "live, by fallback" };
}
