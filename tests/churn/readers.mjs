// Readers of the churn: the modules that pages use, on real sockets, cut off and let down at random.
//
//   node readers.mjs ADDRESS COUNT PAGE…     takes lines "settle", "where" and "end"; then prints its report
//
// A third of them lose pushed frames on the way; a sixth have no sockets at all. The report holds for each reader and
// stream what each page showed, at which position, and every event that was applied from there on.

import { createInterface } from "node:readline";

import { io } from "socket.io-client";

import { Connection } from "../../static/js/parts/live-connection.js";

const [address, count, ...pages] = process.argv.slice(2);
const LOSES = 0.05;
const LOSES_AT_THE_END = 0.3;
const STAYS = [500, 4_000];
const AWAY = [50, 2_500];

let isSettling = false;

const between = ([least, most]) => least + Math.random() * (most - least);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function after(ms, act) {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** What a page shows: the position it was made at, and its interventions, each with whether it was taken down. */
async function load(page) {
  for (;;) {
    try {
      const answer = await fetch(address + page, { signal: AbortSignal.timeout(10_000) });
      const html = await answer.text();
      if (answer.ok) return shownOn(html);
    } catch {
      // the server is away; so is everybody's page
    }
    await pause(300);
  }
}

function shownOn(html) {
  const [, position] = /<body[^>]* data-live="([^"]+)"/.exec(html);
  const items = [...html.matchAll(/<li class="(iv[^"]*)" id="i-(\d+)"/g)];
  return { position, shown: items.map(([, look, id]) => [Number(id), look.includes("iv--gone")]) };
}

class Reader {
  constructor(number) {
    this.isLossy = number % 3 === 0;
    this.hasSockets = number % 6 !== 1;
    this.sessions = []; // {topic, position, shown, told}
    this.holes = [];
  }

  async open() {
    const loaded = await Promise.all(pages.map(load));
    this.current = new Map();
    for (const { position, shown } of loaded) {
      const topic = position.split(":").slice(0, -2).join(":");
      const session = { topic, position, shown, told: [] };
      this.sessions.push(session);
      this.current.set(topic, session);
    }
    this.join(loaded.map(({ position }) => position));
  }

  join(positions) {
    this.connection = new Connection(positions, {
      io: (options) => (this.hasSockets ? this.socket(options) : blocked()),
      fetch: (path, options) => fetch(address + path, options),
      language: "en",
      apply: (topic, event) => this.current.get(topic).told.push(summary(event)),
      reset: () => (this.isReset = true),
      changed: () => {},
      after,
      now: () => performance.now(),
      random: Math.random,
    });
    this.connection.start();
  }

  /** A socket that loses frames where this reader is one of those; on the others no frame may leave a hole. */
  socket(options) {
    const socket = io(address, options);
    const wire = new Wire((hole) => this.holes.push(hole));
    const { on } = socket;
    socket.on = (name, act) => on.call(socket, name, (message) => this.isLost(name) || act(message));
    if (!this.isLossy) watch(socket, wire);
    return socket;
  }

  isLost(name) {
    return this.isLossy && name === "frame" && Math.random() < (isSettling ? LOSES_AT_THE_END : LOSES);
  }

  async live() {
    await this.open();
    while (!isSettling) {
      await pause(between(STAYS));
      if (isSettling) break;
      await this.stumble();
    }
    if (this.isReset) await this.again();
  }

  async stumble() {
    const chance = Math.random();
    if (this.isReset || chance < 0.25) return this.again();
    if (chance < 0.5) return this.connection.socket?.io?.engine?.transport?.ws?.terminate();
    if (chance < 0.6) return this.connection.woken();
    const { positions } = this.connection.follower;
    this.connection.stop();
    await pause(between(AWAY));
    return this.join(positions);
  }

  /** The page is loaded anew. */
  async again() {
    this.connection.stop();
    this.isReset = false;
    await this.open();
  }

  report() {
    const { isLossy, hasSockets, sessions, holes } = this;
    return { isLossy, hasSockets, sessions, holes, stands: this.connection.standing(true).says };
  }
}

function summary({ seq, type, payload, html }) {
  const isGone = html === undefined ? null : html.includes("iv--gone");
  return [seq, type, payload.intervention ?? null, isGone];
}

/** Sockets that a venue's network does not let through. */
function blocked() {
  const heard = new Map();
  setTimeout(() => heard.get("connect_error")?.(new Error("blocked")), 20);
  const off = () => {
    heard.clear(); // a page that has left hears no more of it
    return { disconnect() {} };
  };
  return { on: (name, act) => heard.set(name, act), off };
}

/** What came on one socket, stream by stream: after the first answer nothing may be missing between the numbers. */
class Wire {
  constructor(fault) {
    this.fault = fault;
    this.reached = new Map();
    this.early = [];
    this.isAnswered = false;
  }

  answered({ frames = [], heads = [], more }) {
    if (this.isAnswered || more) return;
    for (const head of heads) this.reach(head);
    for (const { topic, epoch, head } of frames) this.reach(`${topic}:${epoch}:${head}`);
    this.isAnswered = true;
    for (const frame of this.early) this.frame(frame);
  }

  reach(position) {
    const [, topic, seq] = /^(.*):[^:]*:(\d+)$/.exec(position);
    this.reached.set(topic, Math.max(this.reached.get(topic) ?? 0, Number(seq)));
  }

  frame(frame) {
    if (!this.isAnswered) return void this.early.push(frame);
    const { topic, epoch, head, events, reset } = frame;
    const reached = this.reached.get(topic) ?? 0;
    if (!reset && events[0].seq > reached + 1) this.fault({ topic, after: reached, came: events[0].seq });
    this.reach(`${topic}:${epoch}:${head}`);
  }

  heads(heads) {
    if (!this.isAnswered) return;
    for (const head of heads) {
      const [, topic, seq] = /^(.*):[^:]*:(\d+)$/.exec(head);
      const reached = this.reached.get(topic) ?? 0;
      if (Number(seq) > reached) this.fault({ topic, after: reached, said: Number(seq) });
    }
  }
}

function watch(socket, wire) {
  socket.on("frame", (frame) => wire.frame(frame));
  socket.on("heads", (heads) => wire.heads(heads));
  const { timeout } = socket;
  socket.timeout = (ms) => {
    const patient = timeout.call(socket, ms);
    const ask = (name, question, acknowledge) =>
      patient.emit(name, question, (late, answer) => {
        if (!late && !answer.error) wire.answered(answer);
        acknowledge(late, answer);
      });
    return { emit: ask };
  };
}

const readers = Array.from({ length: Number(count) }, (_, number) => new Reader(number));
const lives = readers.map((reader) => reader.live());

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "settle") {
    isSettling = true;
    await Promise.all(lives);
    console.log("settled");
  } else if (line === "where") {
    console.log(JSON.stringify(readers.map(({ connection }) => connection.follower.positions)));
  } else if (line === "end") {
    const reports = JSON.stringify(readers.map((reader) => reader.report()));
    // A pipe holds 64 kB: to end before it has taken everything would cut the reports short.
    process.stdout.write(`${reports}\n`, () => process.exit(0));
  }
}
