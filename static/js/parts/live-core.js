// What a page has seen of the streams it follows: each event is applied once and in order, a hole means "ask".
//
// Pure: the outside world comes in as `effects` = {
//   apply(topic, event)   one event, in its turn
//   reset(topic)          what the page shows of this stream has to be fetched again
//   ask()                 send positions to the server; its answer comes back by answered()
//   after(ms, act)        do act later; answers a function that calls it off
//   now()                 milliseconds
// }

export const UNBORN = "-"; // the epoch of a stream in which nothing has happened yet
export const PATIENCE = 200; // what is missing may be on its way; after this it is asked for
const MOST_HELD = 1000;

/** "debate:amendment/7:ab12cd34:340" → its parts; a topic may hold one colon of its own. */
export function parsed(position) {
  const [, topic, epoch, seq] = /^(.*):([^:]*):(\d+)$/.exec(position) ?? [];
  return topic === undefined ? null : { topic, epoch, seq: Number(seq) };
}

export class Follower {
  constructor(positions, effects) {
    this.effects = effects;
    this.streams = new Map();
    for (const position of positions.map(parsed).filter(Boolean)) this.begin(position);
    this.asking = null;
  }

  begin({ topic, epoch, seq }) {
    this.streams.set(topic, { epoch, seq, held: new Map(), missingSince: null });
  }

  /**
   * A part of the page was made from streams that stand at `heads`: follow those that are new, and leave those
   * that only this part had asked for (`lent`) and needs no more. Answers the streams it has asked for now.
   */
  exchange(lent, heads) {
    const wanted = heads.map(parsed).filter(Boolean);
    const fresh = wanted.filter(({ topic }) => !this.streams.has(topic));
    const asked = new Set(wanted.map(({ topic }) => topic).filter((topic) => lent.has(topic)));
    for (const topic of lent) if (!asked.has(topic)) this.streams.delete(topic);
    for (const position of fresh) {
      this.begin(position);
      asked.add(position.topic);
    }
    if (fresh.length) this.effects.ask();
    return asked;
  }

  get positions() {
    return [...this.streams].map(([topic, { epoch, seq }]) => `${topic}:${epoch}:${seq}`);
  }

  /** Since when, in milliseconds, something is known to be missing; null when nothing is. */
  get missingSince() {
    const since = [...this.streams.values()].map((stream) => stream.missingSince).filter((at) => at !== null);
    return since.length ? Math.min(...since) : null;
  }

  /** A frame that was pushed, or part of an answer. */
  take(frame) {
    const stream = this.streams.get(frame.topic);
    if (!stream) return;
    if (stream.epoch === UNBORN) stream.epoch = frame.epoch;
    if (frame.reset || frame.epoch !== stream.epoch) this.restart(frame, stream);
    else this.advance(frame, stream);
  }

  /** The answer to a question: frames, where the streams stand, and whether there is more to ask for. */
  answered({ frames = [], heads = [], more = false }) {
    this.callOff();
    const before = this.positions.join();
    for (const frame of frames) this.take(frame);
    if (more && this.positions.join() !== before) this.askNow();
    else this.heard(heads);
  }

  /** Where the streams stand by the server's word: finds an event that was lost as the last one. */
  heard(heads) {
    for (const head of heads.map(parsed).filter(Boolean)) {
      const stream = this.streams.get(head.topic);
      if (!stream || head.epoch === UNBORN) continue;
      const isBehind = head.epoch !== stream.epoch || head.seq > stream.seq;
      if (isBehind) this.miss(stream);
      else if (stream.held.size === 0) stream.missingSince = null;
    }
  }

  /** Ask at once: after connecting, waking up, coming back online. */
  askNow() {
    this.callOff();
    this.effects.ask();
  }

  restart(frame, stream) {
    Object.assign(stream, { epoch: frame.epoch, seq: frame.head, missingSince: null });
    stream.held.clear();
    this.effects.reset(frame.topic);
  }

  advance(frame, stream) {
    for (const event of frame.events) {
      if (event.seq > stream.seq && stream.held.size < MOST_HELD) stream.held.set(event.seq, event);
    }
    while (stream.held.has(stream.seq + 1)) {
      const event = stream.held.get(stream.seq + 1);
      stream.seq = event.seq;
      stream.held.delete(event.seq);
      this.effects.apply(frame.topic, event);
    }
    if (stream.held.size > 0) this.miss(stream);
    else stream.missingSince = null;
  }

  miss(stream) {
    stream.missingSince ??= this.effects.now();
    this.asking ??= this.effects.after(PATIENCE, () => {
      this.asking = null;
      if (this.missingSince !== null) this.effects.ask();
    });
  }

  callOff() {
    this.asking?.();
    this.asking = null;
  }
}
