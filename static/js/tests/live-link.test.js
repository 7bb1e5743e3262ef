import assert from "node:assert/strict";
import { test } from "node:test";

import { AGAIN, Link, QUIET, WAIT, standing } from "../parts/live-link.js";
import { Clock } from "./clock.js";

function link() {
  const clock = new Clock();
  const log = { dials: 0, asks: 0, polls: 0, rests: 0 };
  const made = new Link({
    dial: () => (log.dials += 1),
    ask: () => (log.asks += 1),
    poll: () => (log.polls += 1),
    rest: () => (log.rests += 1),
    after: (ms, act) => clock.after(ms, act),
    now: () => clock.now,
    random: () => 0.5,
  });
  made.start();
  return { made, log, clock };
}

test("a socket that opens is asked over at once, and nothing falls back", () => {
  const { made, log, clock } = link();
  made.connected();
  clock.pass(QUIET - 1);
  assert.deepEqual(log, { dials: 1, asks: 1, polls: 0, rests: 1 });
  assert.equal(made.way, "socket");
});

test("a socket that has gone quiet is asked, so that a dead one is found", () => {
  const { made, log, clock } = link();
  made.connected();
  clock.pass(QUIET - 1);
  made.sign();
  clock.pass(QUIET - 1);
  assert.equal(log.asks, 1);
  clock.pass(1);
  assert.equal(log.asks, 2);
});

test("after two failures requests take over", () => {
  const { made, log, clock } = link();
  made.failed();
  assert.equal(log.polls, 0);
  clock.pass(1_000);
  assert.equal(log.dials, 2);
  made.failed();
  assert.equal(log.polls, 1);
  made.polled(true);
  assert.equal(made.way, "requests");
});

test("a server that was away is dialled again as soon as it answers, and not a minute later", () => {
  const { made, log, clock } = link();
  made.failed();
  clock.pass(1_000);
  made.failed();
  made.polled(false);
  clock.pass(20_000);
  assert.equal(log.dials, 2);
  made.polled(true);
  clock.pass(1_000);
  assert.equal(log.dials, 3);
  made.failed();
  made.polled(true);
  clock.pass(AGAIN - 1);
  assert.equal(log.dials, 3, "where only sockets fail, the minute holds");
});

test("what is stopped tries nothing more", () => {
  const { made, log, clock } = link();
  made.connected();
  made.stop();
  clock.pass(2 * AGAIN);
  assert.deepEqual(log, { dials: 1, asks: 1, polls: 0, rests: 1 });
});

test("after five seconds without a socket requests take over", () => {
  const { log, clock } = link();
  clock.pass(WAIT - 1);
  assert.equal(log.polls, 0);
  clock.pass(1);
  assert.equal(log.polls, 1);
});

test("while requests serve, the socket is tried each minute and takes over when it opens", () => {
  const { made, log, clock } = link();
  made.failed();
  clock.pass(1_000);
  made.failed();
  for (let minute = 0; minute < 3; minute += 1) {
    clock.pass(AGAIN - 1);
    assert.equal(log.dials, 2 + minute);
    clock.pass(1);
    made.failed();
  }
  assert.equal(log.dials, 5);
  assert.equal(log.polls, 1);
  clock.pass(AGAIN);
  made.connected();
  assert.equal(made.way, "socket");
  assert.equal(log.rests, 1);
  made.polled(true);
  assert.equal(made.way, "socket", "the last held request changes nothing any more");
});

test("a socket that closes is opened again, and requests help if that takes long", () => {
  const { made, log, clock } = link();
  made.connected();
  made.closed();
  clock.pass(1_000);
  assert.equal(log.dials, 2);
  clock.pass(WAIT);
  assert.equal(log.polls, 1);
});

test("waking up asks at once on a socket, and dials at once without one", () => {
  const { made, log, clock } = link();
  made.connected();
  made.woken();
  assert.equal(log.asks, 2);
  made.closed();
  made.woken();
  assert.equal(log.dials, 2);
  clock.pass(WAIT - 1);
  assert.equal(log.dials, 2, "the planned dial is called off");
});

const calm = { way: "socket", lastSign: 100_000, missingSince: null, isOnline: true, now: 100_500 };

test("the page says live, and by which way", () => {
  assert.deepEqual(standing(calm), { kind: "live", says: "live" });
  assert.deepEqual(standing({ ...calm, way: "requests" }), { kind: "live", says: "fallback" });
});

test("the page says how far behind it is: by silence, or by what is known to be missing", () => {
  assert.deepEqual(standing({ ...calm, now: 120_000 }), { kind: "behind", says: "behind", n: 20 });
  assert.deepEqual(standing({ ...calm, now: 104_000, missingSince: 100_000 }), {
    kind: "behind",
    says: "behind",
    n: 4,
  });
});

test("a held request is not silence", () => {
  assert.equal(standing({ ...calm, way: "requests", now: 126_000 }).kind, "live");
});

test("a page without any way says that it is connecting, and soon that it is offline", () => {
  assert.equal(standing({ ...calm, way: "none" }).says, "connecting");
  assert.equal(standing({ ...calm, way: "none", now: 111_000 }).kind, "offline");
  assert.equal(standing({ ...calm, isOnline: false }).kind, "offline");
});
