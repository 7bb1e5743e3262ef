import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = new EventTarget();
globalThis.document = Object.assign(new EventTarget(), { hidden: false });
const { Sending } = await import("../parts/ballot-sending.js");

const MARKS = { ranking: ["am1", "keep"], blank: false, nonce: "5e", attempt: "a1", seen: 0 };
const RECEIVED = { state: "received", receipt: "receipt", revision: 1 };

/** Casts once while the server answers in turn; what was sent, for how long it waited, and what it said. */
async function cast(answers) {
  const sent = [];
  const waits = [];
  const troubles = [];
  const after = globalThis.setTimeout;
  const ballot = { dataset: { cast: "/polls/1/cast" }, querySelector: () => ({ value: "token" }) };
  globalThis.fetch = async (_, { body }) => {
    sent.push(`${body}`);
    const [status, said, headers] = answers.shift();
    return { status, ok: status === 200, headers: new Map(Object.entries(headers ?? {})), json: async () => said };
  };
  globalThis.setTimeout = (act, wait) => (wait === 10_000 ? 0 : (waits.push(wait / 1000), after(act, 0)));
  try {
    return await new Promise((end) => {
      const sending = new Sending(ballot, {
        answered: (marks, answer) => end({ sent, waits, troubles, receipt: answer.receipt }),
        refused: (marks, status) => end({ sent, waits, troubles, refused: status }),
        troubled: () => troubles.push(sending.trouble),
      });
      sending.start(MARKS);
    });
  } finally {
    globalThis.setTimeout = after;
  }
}

test("a server that asks to wait is given the same ballot again, after as long as it asked", async () => {
  const busy = [503, { error: "So many are asking." }, { "Retry-After": "2" }];
  const { sent, waits, troubles, receipt } = await cast([busy, busy, [200, RECEIVED]]);
  assert.deepEqual(sent, Array(3).fill(sent[0]));
  assert.deepEqual(troubles, ["busy", "busy"]);
  assert.ok(waits.length === 2 && waits.every((wait) => wait >= 2 && wait <= 3), `${waits}`);
  assert.equal(receipt, "receipt");
});

test("a mistake of the server is no answer to a ballot", async () => {
  const { sent, troubles, receipt } = await cast([[500, { error: "Something went wrong." }], [502, null], [200, RECEIVED]]);
  assert.deepEqual(new Set(sent).size, 1);
  assert.deepEqual(troubles, ["silent", "silent"]);
  assert.equal(receipt, "receipt");
});

test("a refusal ends the attempt", async () => {
  const { sent, refused } = await cast([[409, { error: "Changed elsewhere." }]]);
  assert.equal(sent.length, 1);
  assert.equal(refused, 409);
});
