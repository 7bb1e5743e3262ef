import assert from "node:assert/strict";
import { test } from "node:test";

import { Connection } from "../parts/live-connection.js";
import { WAIT } from "../parts/live-link.js";
import { inWords } from "../parts/live-mark.js";
import { Clock } from "./clock.js";

const POSITION = "debate:amendment/7:e1:3";

class Socket {
  constructor() {
    this.heard = {};
    this.asked = [];
    this.isOpen = true;
  }

  on(name, act) {
    this.heard[name] = act;
  }

  off() {
    this.heard = {};
    return this;
  }

  disconnect() {
    this.isOpen = false;
    this.heard.disconnect?.();
  }

  timeout() {
    return { emit: (name, question, acknowledge) => this.asked.push({ name, question, acknowledge }) };
  }
}

function connection(answers = []) {
  const clock = new Clock();
  const log = { applied: [], resets: [], sockets: [], fetched: [] };
  const made = new Connection([POSITION], {
    io: () => log.sockets[log.sockets.push(new Socket()) - 1],
    fetch: async (address) => {
      log.fetched.push(address);
      const [status, body] = answers.shift() ?? (await new Promise(() => {}));
      return { ok: status === 200, status, json: async () => body };
    },
    language: "es",
    apply: (topic, event) => log.applied.push(event.seq),
    reset: (topic) => log.resets.push(topic),
    changed: () => {},
    after: (ms, act) => clock.after(ms, act),
    now: () => clock.now,
    random: () => 0.5,
  });
  made.start();
  return { made, log, clock };
}

function frame(...seqs) {
  const events = seqs.map((seq) => ({ seq, type: "t", payload: {} }));
  return { topic: "debate:amendment/7", epoch: "e1", head: seqs.at(-1), events };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("on connecting a page says where it stands and in which language it reads", () => {
  const { log } = connection();
  log.sockets[0].heard.connect();
  const [{ name, question }] = log.sockets[0].asked;
  assert.equal(name, "follow");
  assert.deepEqual(question, { topics: [POSITION], language: "es" });
});

test("what was missed and what is pushed meanwhile is applied once", () => {
  const { log } = connection();
  const [socket] = log.sockets;
  socket.heard.connect();
  socket.heard.frame(frame(5));
  socket.asked[0].acknowledge(null, { frames: [frame(4, 5)], heads: ["debate:amendment/7:e1:5"], more: false });
  socket.heard.frame(frame(6));
  assert.deepEqual(log.applied, [4, 5, 6]);
});

test("a socket that does not answer is given up and opened anew", () => {
  const { log, clock } = connection();
  log.sockets[0].heard.connect();
  log.sockets[0].asked[0].acknowledge(new Error("late"));
  assert.equal(log.sockets[0].isOpen, false);
  clock.pass(1_000);
  assert.equal(log.sockets.length, 2);
});

test("a page that may not follow says so and asks no more", () => {
  const { made, log, clock } = connection();
  log.sockets[0].heard.connect();
  log.sockets[0].asked[0].acknowledge(null, { error: "The stream staff: is not open to you." });
  assert.deepEqual(made.standing(true), { kind: "offline", says: "refused" });
  clock.pass(10 * 60_000);
  made.woken();
  assert.equal(log.sockets.length, 1);
});

test("a server that could not answer is asked again", () => {
  const { made, log, clock } = connection();
  log.sockets[0].heard.connect();
  log.sockets[0].asked[0].acknowledge(null, { error: "The server could not answer.", again: true });
  clock.pass(5_000);
  assert.equal(log.sockets[0].asked.length, 2);
  assert.equal(made.standing(true).says, "live");
});

test("without a socket held requests bring the news, each from where the last one ended", async () => {
  const heads = (seq) => [`debate:amendment/7:e1:${seq}`];
  const { made, log, clock } = connection([
    [200, { frames: [frame(4)], heads: heads(4), more: false }],
    [200, { frames: [frame(5, 6)], heads: heads(6), more: false }],
  ]);
  clock.pass(WAIT);
  await settled();
  clock.pass(1_000);
  await settled();
  assert.deepEqual(log.applied, [4, 5, 6]);
  assert.equal(log.fetched[0], `/live?t=${encodeURIComponent(POSITION)}&l=es`);
  assert.equal(log.fetched[1], `/live?t=${encodeURIComponent("debate:amendment/7:e1:4")}&l=es`);
  assert.equal(made.standing(true).says, "fallback");
});

test("a request that is refused is not sent again", async () => {
  const { made, log, clock } = connection([[403, { error: "The stream staff: is not open to you." }]]);
  clock.pass(WAIT);
  await settled();
  clock.pass(60_000);
  await settled();
  assert.equal(log.fetched.length, 1);
  assert.equal(made.standing(true).says, "refused");
});

test("a request that fails is sent again, later and later", async () => {
  const { log, clock } = connection([
    [502, {}],
    [502, {}],
  ]);
  clock.pass(WAIT);
  await settled();
  clock.pass(3_000);
  await settled();
  assert.equal(log.fetched.length, 2);
  clock.pass(3_000);
  await settled();
  assert.equal(log.fetched.length, 2);
  clock.pass(2_000);
  await settled();
  assert.equal(log.fetched.length, 3);
});

test("the page says how it stands in its own words", () => {
  assert.equal(inWords({ behind: "{n} s de retraso" }, { says: "behind", n: 4 }), "4 s de retraso");
});
