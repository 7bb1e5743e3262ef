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
export const QUIET = 15_000; // a heartbeat comes every 12 s
const PAUSE = 500; // between tries before that, and as much again by chance: a whole hall comes back at once

export class Link {
  constructor(effects) {
    this.effects = effects;
    this.way = "none"; // socket, requests, none
    this.failures = 0;
    this.isDialling = false;
    this.isPolling = false;
    this.isAnswered = false; // the last held request
    this.lastSign = effects.now();
  }

  start() {
    this.dial();
    this.hurry();
  }

  /** Nothing more is tried. */
  stop() {
    this.callOff();
    this.quiet?.();
    Object.assign(this, { way: "none", isPolling: false });
  }

  /** Anything at all from the server. A socket that says nothing any more is asked, and then answers or is dead. */
  sign() {
    this.lastSign = this.effects.now();
    this.quiet?.();
    this.quiet = this.way === "socket" ? this.effects.after(QUIET, () => this.effects.ask()) : null;
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
    // The server is there again: what failed while it was away says nothing about sockets.
    if (isAnswered && !this.isAnswered) this.dialIn(this.pause());
    this.isAnswered = isAnswered;
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
    Object.assign(this, { isPolling: true, isAnswered: false });
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

const SILENCE = { socket: QUIET, requests: 40_000, none: 0 }; // requests are held for 25 s
const BRIEF = 2_000;
const GONE = 10_000;

/** What the page says of itself: {kind: "live" | "behind" | "offline", says: which sentence, n: seconds}. */
export function standing({ way, lastSign, missingSince, isOnline, now }) {
  if (!isOnline || (way === "none" && now - lastSign > GONE)) return { kind: "offline", says: "offline" };
  const silent = now - lastSign > SILENCE[way] ? now - lastSign : 0;
  const missing = missingSince === null ? 0 : now - missingSince;
  const late = Math.max(silent, missing);
  if (late > BRIEF) return { kind: "behind", says: "behind", n: Math.round(late / 1000) };
  if (way === "none") return { kind: "behind", says: "connecting" };
  return { kind: "live", says: way === "socket" ? "live" : "fallback" };
}
