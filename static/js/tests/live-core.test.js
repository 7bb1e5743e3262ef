import assert from "node:assert/strict";
import { test } from "node:test";

import { Follower, PATIENCE, parsed } from "../parts/live-core.js";
import { Clock } from "./clock.js";

function follower(...positions) {
  const clock = new Clock();
  const log = { applied: [], resets: [], asked: 0 };
  const made = new Follower(positions, {
    apply: (topic, event) => log.applied.push(`${topic}#${event.seq}`),
    reset: (topic) => log.resets.push(topic),
    ask: () => (log.asked += 1),
    after: (ms, act) => clock.after(ms, act),
    now: () => clock.now,
  });
  return { made, log, clock };
}

function frame(topic, ...seqs) {
  return { topic, epoch: "e1", head: seqs.at(-1), events: seqs.map((seq) => ({ seq, type: "t", payload: {} })) };
}

test("a position is read from the end, since a topic holds a colon of its own", () => {
  assert.deepEqual(parsed("debate:provision/4/p12:ab12cd34:340"), {
    topic: "debate:provision/4/p12",
    epoch: "ab12cd34",
    seq: 340,
  });
  assert.deepEqual(parsed("summit::-:0"), { topic: "summit:", epoch: "-", seq: 0 });
  assert.equal(parsed("nonsense"), null);
});

test("events are applied in order and once, however often they come", () => {
  const { made, log } = follower("poll:1:e1:3");
  made.take(frame("poll:1", 2, 3, 4));
  made.take(frame("poll:1", 4, 5));
  made.take(frame("poll:1", 5));
  assert.deepEqual(log.applied, ["poll:1#4", "poll:1#5"]);
  assert.deepEqual(made.positions, ["poll:1:e1:5"]);
  assert.equal(made.missingSince, null);
});

test("what came too early is held, and applied when the hole is filled", () => {
  const { made, log } = follower("poll:1:e1:3");
  made.take(frame("poll:1", 5, 6));
  assert.deepEqual(log.applied, []);
  made.take(frame("poll:1", 4));
  assert.deepEqual(log.applied, ["poll:1#4", "poll:1#5", "poll:1#6"]);
});

test("a hole that fills itself is not asked for", () => {
  const { made, log, clock } = follower("poll:1:e1:3");
  made.take(frame("poll:1", 5));
  clock.pass(PATIENCE - 1);
  made.take(frame("poll:1", 4));
  clock.pass(1000);
  assert.equal(log.asked, 0);
});

test("a hole that stays is asked for, once", () => {
  const { made, log, clock } = follower("poll:1:e1:3");
  made.take(frame("poll:1", 5));
  made.take(frame("poll:1", 6));
  clock.pass(PATIENCE);
  assert.equal(log.asked, 1);
  assert.deepEqual(made.positions, ["poll:1:e1:3"]);
});

test("the answer closes the hole and nothing is asked any more", () => {
  const { made, log, clock } = follower("poll:1:e1:3");
  made.take(frame("poll:1", 5));
  clock.pass(PATIENCE);
  made.answered({ frames: [frame("poll:1", 4, 5)], heads: ["poll:1:e1:5"] });
  clock.pass(60_000);
  assert.deepEqual(log.applied, ["poll:1#4", "poll:1#5"]);
  assert.equal(log.asked, 1);
  assert.equal(made.missingSince, null);
});

test("a heartbeat finds a last event that was lost", () => {
  const { made, log, clock } = follower("poll:1:e1:3");
  made.heard(["poll:1:e1:3", "poll:9:e1:7"]);
  clock.pass(PATIENCE);
  assert.equal(log.asked, 0);
  made.heard(["poll:1:e1:4"]);
  assert.equal(made.missingSince, clock.now);
  clock.pass(PATIENCE);
  assert.equal(log.asked, 1);
});

test("a heartbeat older than the page is no reason to ask", () => {
  const { made, log, clock } = follower("poll:1:e1:3", "poll:2:e1:1");
  made.heard(["poll:1:e1:2", "poll:2:-:0"]);
  clock.pass(PATIENCE);
  assert.equal(log.asked, 0);
});

test("a stream that was not born when the page was made begins with its first event", () => {
  const { made, log } = follower("debate:amendment/7:-:0");
  made.take(frame("debate:amendment/7", 1, 2));
  assert.deepEqual(log.applied, ["debate:amendment/7#1", "debate:amendment/7#2"]);
  assert.deepEqual(log.resets, []);
  assert.deepEqual(made.positions, ["debate:amendment/7:e1:2"]);
});

test("a reset fetches the page's part again and goes on from the head it names", () => {
  const { made, log } = follower("poll:1:e0:300");
  made.take(frame("poll:1", 300));
  assert.deepEqual(log.resets, ["poll:1"], "another epoch is a reset too");
  made.take({ topic: "poll:1", epoch: "e2", head: 8, events: [], reset: true });
  assert.deepEqual(made.positions, ["poll:1:e2:8"]);
  made.take({ ...frame("poll:1", 9), epoch: "e2" });
  assert.deepEqual(log.applied, ["poll:1#9"]);
});

test("a reset within the same epoch counts, too: the page may be above the head or below what is kept", () => {
  const { made, log } = follower("poll:1:e1:300");
  made.take({ topic: "poll:1", epoch: "e1", head: 8, events: [], reset: true });
  assert.deepEqual(log.resets, ["poll:1"]);
  assert.deepEqual(made.positions, ["poll:1:e1:8"]);
});

test("an answer that is not the whole is asked on from, as long as it brings something", () => {
  const { made, log } = follower("poll:1:e1:0");
  made.answered({ frames: [frame("poll:1", 1, 2)], heads: ["poll:1:e1:4"], more: true });
  assert.equal(log.asked, 1);
  made.answered({ frames: [frame("poll:1", 3, 4)], heads: ["poll:1:e1:4"], more: false });
  assert.equal(log.asked, 1);
  made.answered({ frames: [], heads: ["poll:1:e1:4"], more: true });
  assert.equal(log.asked, 1, "a server that always says more does not turn the page into a mill");
});

test("streams are counted apart, and those not followed are ignored", () => {
  const { made, log } = follower("poll:1:e1:3", "poll:2:e1:0");
  made.take(frame("poll:2", 1));
  made.take(frame("poll:3", 1));
  assert.deepEqual(log.applied, ["poll:2#1"]);
  assert.deepEqual(made.positions, ["poll:1:e1:3", "poll:2:e1:1"]);
});

test("any order of arrival, doubled as it likes, gives the same page as the log", () => {
  const { made, log } = follower("poll:1:e1:0");
  let lot = 7;
  const frames = Array.from({ length: 40 }, (_, n) => frame("poll:1", n + 1)).flatMap((one) => [one, one]);
  for (let n = frames.length - 1; n > 0; n -= 1) {
    lot = (lot * 1103515245 + 12345) % 2147483648;
    const other = lot % (n + 1);
    [frames[n], frames[other]] = [frames[other], frames[n]];
  }
  for (const one of frames) made.take(one);
  assert.deepEqual(log.applied, Array.from({ length: 40 }, (_, n) => `poll:1#${n + 1}`));
});

test("a part of the page follows what it comes to show, and leaves what it shows no more", () => {
  const { made, log } = follower("body:3:e1:4");
  const first = made.exchange(new Set(), ["body:3:e1:4", "document:7:d1:2"]);
  assert.deepEqual(made.positions, ["body:3:e1:4", "document:7:d1:2"]);
  assert.equal(log.asked, 1);
  const second = made.exchange(first, ["body:3:e1:5", "document:8:d2:1"]);
  assert.deepEqual(made.positions, ["body:3:e1:4", "document:8:d2:1"], "its own streams stand where they stood");
  assert.equal(log.asked, 2);
  assert.deepEqual(made.exchange(second, ["body:3:e1:5", "document:8:d2:1"]), second);
  assert.equal(log.asked, 2, "nothing new is nothing to ask");
});
