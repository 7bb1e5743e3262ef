// What a ballot leaves on the device: the ranking in hand, and the ballot that was cast with its two random numbers.
// It is kept until the voter forgets it after publication. A browser that keeps nothing still works from memory.

const memory = new Map();

function keep(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    memory.set(key, text);
    return false;
  }
}

function kept(key) {
  try {
    return localStorage.getItem(key) ?? memory.get(key);
  } catch {
    return memory.get(key);
  }
}

function drop(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

function read(key) {
  try {
    return JSON.parse(kept(key) ?? "null");
  } catch {
    return null;
  }
}

// One person's ballot in one poll: `draft` is the ranking in hand, `cast` what was sent and what was answered.
// They are apart so that two tabs never overwrite each other's answer with a half-made ranking.
export class Kept {
  constructor(poll, person) {
    this.name = `summit-ballot:${poll}:${person}`;
  }

  get draft() {
    return read(`${this.name}:draft`);
  }

  set draft(value) {
    keep(`${this.name}:draft`, JSON.stringify(value));
  }

  get cast() {
    return read(`${this.name}:cast`);
  }

  set cast(value) {
    this.isSafe = keep(`${this.name}:cast`, JSON.stringify(value));
  }

  isCast(key) {
    return key === `${this.name}:cast`;
  }

  forget() {
    drop(`${this.name}:draft`);
    drop(`${this.name}:cast`);
  }
}

// 128 random bits as 32 figures. crypto.subtle does not exist on plain http; getRandomValues does.
export function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The same options in an order of the device's own, drawn once (Fisher and Yates).
export function shuffled(options) {
  const order = [...options];
  const numbers = crypto.getRandomValues(new Uint32Array(order.length));
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = numbers[last] % (last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
