// A page's way to the server, put together: what it has seen, how it is connected, and what is said on the wire.
//
// Knows no page. The outside world comes in as `world` = {
//   io(options)                  a new socket, as socket.io-client makes it
//   fetch(address, options)      as browsers have it
//   language                     in which events are drawn
//   apply(topic, event)          one event, in its turn and once
//   reset(topic)                 what is shown of this stream has to be fetched again
//   typing({topic, writing})     how many write in a stream just now; may be left out
//   changed()                    the way or what is missing may have changed
//   after(ms, act), now(), random()
// }

import { Follower } from "./live-core.js";
import { Link, standing } from "./live-link.js";

const ANSWER = 5_000; // a socket that does not answer for so long is dead, whatever it believes
const REST = 1_000; // between held requests, so that a busy stream is not a request for each event
const MOST_RESTS = 15;
const OPENS_WITHIN = 8_000;

export class Connection {
  constructor(positions, world) {
    this.world = world;
    this.refusal = null;
    this.spread = 0; // over how many milliseconds all pages are to spread what they fetch on news
    const { apply, reset, after, now, random } = world;
    const ask = () => this.ask();
    this.follower = new Follower(positions, { apply, reset, ask, after, now });
    this.link = new Link({
      dial: () => this.dial(),
      ask,
      poll: () => this.poll(),
      rest: () => this.polling?.abort(),
      after,
      now,
      random,
    });
  }

  start() {
    this.link.start();
  }

  /** The device woke up, came back online, or the page is shown again. */
  woken() {
    if (!this.refusal) this.link.woken();
  }

  /** A part of the page follows what it came to show (see Follower.exchange); a held request is asked anew. */
  exchange(lent, heads) {
    const before = new Set(this.follower.streams.keys());
    const asked = this.follower.exchange(lent, heads);
    if (this.link.isPolling && [...asked].some((topic) => !before.has(topic))) this.poll();
    return asked;
  }

  stop() {
    this.link.stop();
    this.polling?.abort();
    this.socket?.off().disconnect();
  }

  /** How the page stands: {kind, says, n}, see live-link.js. */
  standing(isOnline) {
    if (this.refusal) return { kind: "offline", says: "refused" };
    const { way, lastSign } = this.link;
    const { missingSince } = this.follower;
    return standing({ way, lastSign, missingSince, isOnline, now: this.world.now() });
  }

  dial() {
    this.socket?.off().disconnect();
    const socket = this.world.io({
      transports: ["websocket"],
      reconnection: false,
      timeout: OPENS_WITHIN,
      forceNew: true,
    });
    this.socket = socket;
    socket.on("connect", () => this.link.connected());
    socket.on("connect_error", () => this.link.failed());
    socket.on("disconnect", () => this.lost());
    socket.on("frame", (frame) => this.hear(() => this.follower.take(frame), frame));
    socket.on("typing", (told) => this.world.typing?.(told));
    socket.on("heads", (heads) => this.hear(() => this.follower.heard(heads)));
  }

  lost() {
    this.link.closed();
    this.world.changed();
  }

  hear(act, { spread } = {}) {
    this.spread = spread ?? this.spread;
    this.link.sign();
    act();
    this.world.changed();
  }

  /** This page's reader writes in a stream; where no socket is, nobody is told. */
  writes(topic) {
    if (this.link.way === "socket") this.socket.volatile.emit("typing", topic);
  }

  ask() {
    if (this.link.way !== "socket") return;
    const { socket } = this;
    const question = { topics: this.follower.positions, language: this.world.language };
    socket.timeout(ANSWER).emit("follow", question, (late, answer) => {
      if (socket !== this.socket) return;
      if (late) socket.disconnect();
      else if (answer.again) this.world.after(ANSWER * this.world.random(), () => this.ask());
      else if (answer.error) this.refuse(answer.error);
      else this.hear(() => this.follower.answered(answer), answer);
    });
  }

  /** The server will not tell this page any news: its reader has signed out elsewhere, or it is too old. */
  refuse(sentence) {
    console.warn(`live: ${sentence}`);
    this.refusal = sentence;
    this.stop();
    this.world.changed();
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
      if (answer) this.hear(() => this.follower.answered(answer), answer);
      else this.world.changed();
      await this.rest(Math.min(1 + 2 * failures, MOST_RESTS));
    }
  }

  rest(times) {
    return new Promise((resolve) => this.world.after(REST * times, resolve));
  }

  async held(signal) {
    try {
      const t = encodeURIComponent(this.follower.positions.join(","));
      const address = `/live?t=${t}&l=${this.world.language}`;
      const answer = await this.world.fetch(address, { signal, headers: { Accept: "application/json" } });
      if ([401, 403, 422].includes(answer.status)) this.refuse((await answer.json()).error);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }
}
