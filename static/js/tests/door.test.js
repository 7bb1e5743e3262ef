import assert from "node:assert/strict";
import { test } from "node:test";

let Door;
globalThis.HTMLElement = class {};
globalThis.customElements = { define: (_, element) => (Door = element) };
globalThis.DOMParser = class {
  parseFromString = (text) => ({ body: { querySelector: (part) => (text.includes(part) ? {} : null) } });
};
globalThis.document = { querySelector: () => null };
await import("../parts/door.js");

/** A door whose server answers in turn; what it says after each answer. */
async function said(badges, answers) {
  const door = new Door();
  door.form = { action: "/sittings/1/door" };
  door.unsent = { hidden: true, textContent: "" };
  door.dataset = { unsent: "not sent yet: {badges}", failed: "not taken: {badges}" };
  door.refused = [];
  door.queue = badges.map((badge) => new Map([["badge", badge]]));
  const words = [];
  const say = door.say.bind(door);
  door.say = (isAnswered) => {
    say(isAnswered);
    words.push(door.unsent.hidden ? "" : door.unsent.textContent);
  };
  globalThis.fetch = async () => {
    const [status, text] = answers.shift();
    return { status, text: async () => text };
  };
  await door.send();
  await new Promise((resolve) => setImmediate(resolve));
  clearTimeout(door.waiting);
  return words;
}

test("a badge that waits for the one before it is no matter", async () => {
  assert.deepEqual(await said(["1", "2"], [[200, "#door-answer"], [200, "#door-answer"]]), ["", ""]);
});

test("a badge that did not go out is named", async () => {
  assert.deepEqual(await said(["1", "2"], [[503, ""]]), ["not sent yet: 1, 2"]);
});

test("a badge that was answered by another page, as of a sign-in, stays named", async () => {
  const answers = [[200, "Sign in"], [200, "#door-answer"]];
  assert.deepEqual(await said(["1", "2"], answers), ["not taken: 1", "not taken: 1"]);
});
