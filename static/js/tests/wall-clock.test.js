import assert from "node:assert/strict";
import { test } from "node:test";

import { timeOfDay, zoneOf } from "../parts/wall-clock.js";

test("the zone stands at the end of a moment", () => {
  assert.equal(zoneOf("2026-11-25T10:07:31-05:00"), -300);
  assert.equal(zoneOf("2026-11-25T10:07:31+05:30"), 330);
  assert.equal(zoneOf("2026-11-25T10:07:31Z"), 0);
});

test("the wall shows the time of its hall, also around midnight", () => {
  const at = Date.parse("2026-11-26T03:59:59Z");
  assert.equal(timeOfDay(at, -300), "22:59");
  assert.equal(timeOfDay(at + 1_000, -300), "23:00");
  assert.equal(timeOfDay(at, 330), "09:29");
});
