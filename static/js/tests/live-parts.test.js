import assert from "node:assert/strict";
import { test } from "node:test";

import { isWithin, placeOf } from "../parts/live-debates.js";
import { isOld, restored, wasTaken } from "../parts/live-drafts.js";
import { concerns, isStale } from "../parts/live-parts.js";

test("a part is fetched for every event of its stream that brings no HTML of its own", () => {
  assert.equal(concerns({}, "amendment_proposed", false), true);
  assert.equal(concerns({}, "intervention_posted", true), false);
});

test("a part that names its events is fetched for those alone", () => {
  const part = { events: "poll_opened poll_closed" };
  assert.equal(concerns(part, "poll_closed", false), true);
  assert.equal(concerns(part, "turnout_changed", false), false);
  assert.equal(concerns({}, "presence_changed", false), false);
  assert.equal(concerns({ events: "presence_changed" }, "presence_changed", false), true);
  assert.equal(concerns({ figures: "" }, "presence_changed", false), true);
  assert.equal(concerns({ events: "intervention_posted" }, "intervention_posted", true), true);
});

test("a fragment older than the event that made us fetch it is not shown", () => {
  const wanted = new Map([["document:4", { epoch: "e1", seq: 7 }]]);
  assert.equal(isStale("summit::e1:1,document:4:e1:6", wanted), true);
  assert.equal(isStale("document:4:e1:7", wanted), false);
  assert.equal(isStale("document:4:e2:1", wanted), false, "a new count is not older");
  assert.equal(isStale(null, wanted), false, "a fragment that does not say is believed");
});

test("replies stand below what they reply to, roots in their order", () => {
  const paths = ["00000001", "00000001/00000003", "00000002"];
  assert.equal(placeOf(paths, "00000001/00000004"), 2);
  assert.equal(placeOf(paths, "00000001/00000003/00000009"), 2);
  assert.equal(placeOf(paths, "00000010"), 3);
  assert.equal(placeOf([], "00000001"), 0);
});

test("a page of a long debate takes what stands among its threads", () => {
  const page = { from: "00000040", before: "00000090" };
  assert.equal(isWithin(page, "00000039/00000120"), false, "a reply on an earlier page");
  assert.equal(isWithin(page, "00000089/00000121"), true);
  assert.equal(isWithin(page, "00000122"), false, "a new thread stands on a later page");
  assert.equal(isWithin({ from: "00000040" }, "00000122"), true);
  assert.equal(isWithin({}, "00000001"), true);
});

test("a draft comes back into the field it was typed over, and into no other", () => {
  const draft = { text: "half", base: "", at: 0 };
  assert.equal(restored(draft, ""), "half");
  assert.equal(restored(draft, "what the server put back"), null);
  assert.equal(restored(null, ""), null);
});

test("words are taken when the server answered by a redirect, not by a refusal, an error or a way back", () => {
  const from = "https://summit.example/debates/amendment/7";
  const taken = { redirects: 1, arrival: "navigate", referrer: from };
  assert.equal(wasTaken(taken, `${from}#say`), true);
  assert.equal(wasTaken({ ...taken, redirects: 0 }, from), false);
  assert.equal(wasTaken({ ...taken, arrival: "back_forward" }, from), false);
  assert.equal(wasTaken({ ...taken, referrer: "" }, from), false);
});

test("drafts are kept for two weeks", () => {
  assert.equal(isOld({ at: 0 }, 13 * 86_400_000), false);
  assert.equal(isOld({ at: 0 }, 15 * 86_400_000), true);
  assert.equal(isOld({}, 0), true);
});
