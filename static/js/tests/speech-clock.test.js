import assert from "node:assert/strict";
import { test } from "node:test";

import { minutes, said } from "../parts/speech-clock.js";

test("seconds are written as minutes", () => {
  assert.equal(minutes(125), "2:05");
  assert.equal(minutes(0), "0:00");
  assert.equal(minutes(3_600), "60:00");
});

test("a clock counts down, says when the last half minute begins, and then how far it is over", () => {
  assert.deepEqual(said(0, 120), { time: "2:00", word: "left", share: 0 });
  assert.deepEqual(said(89_999, 120), { time: "0:31", word: "left", share: 89 / 120 });
  assert.equal(said(90_000, 120).word, "last");
  assert.deepEqual(said(119_999, 120), { time: "0:01", word: "last", share: 119 / 120 });
  assert.deepEqual(said(120_000, 120), { time: "+0:00", word: "over", share: 1 });
  assert.equal(said(132_400, 120).time, "+0:12");
});

test("without a limit it counts up, and a device that is ahead shows nothing below zero", () => {
  assert.deepEqual(said(61_500, null), { time: "1:01", word: "spoken", share: 0 });
  assert.equal(said(-900, 120).time, "2:00");
});
