// The two zones of a ballot. Tap = next rank; five buttons a row. Focus is never lost and the list does not jump.

import { shuffled } from "./ballot-store.js";

// A second tap within this many ms and pixels meets a row that has just moved under the finger.
const TWICE = 350;
const SAME_PLACE = 24;

export class Zones {
  constructor(form, words, { changed, said }) {
    Object.assign(this, { form, words, changed, said });
    this.ranked = form.querySelector("[data-ranked]");
    this.free = form.querySelector("[data-free]");
    this.rows = new Map([...form.querySelectorAll("[data-option]")].map((row) => [row.dataset.option, row]));
    this.lastTap = null;
    form.addEventListener("click", (event) => this.clicked(event));
  }

  // Ranks from the first: an option, or those that stand on one level.
  get ranking() {
    return this.ranks().map((rank) => (rank.length > 1 ? rank : rank[0]));
  }

  ranks() {
    const ranks = [];
    for (const row of this.ranked.children) {
      if (row.hasAttribute("data-level") && ranks.length) ranks.at(-1).push(row.dataset.option);
      else ranks.push([row.dataset.option]);
    }
    return ranks;
  }

  get left() {
    return [...this.free.children].map((row) => row.dataset.option);
  }

  name(option) {
    return this.rows.get(option).dataset.name;
  }

  // Take over a kept ranking; options that are not of this poll are dropped, new ones join the end.
  restore(draft) {
    const known = (draft?.order ?? []).filter((option) => this.rows.has(option));
    const fresh = shuffled([...this.rows.keys()].filter((option) => !known.includes(option)));
    this.order = [...known, ...fresh];
    const ranks = (draft?.ranking ?? []).map((rank) => [rank].flat().filter((option) => this.rows.has(option)));
    this.show(ranks);
  }

  show(ranks) {
    for (const rank of ranks) {
      rank.forEach((option, place) => {
        const row = this.rows.get(option);
        row.toggleAttribute("data-level", place > 0);
        this.ranked.append(row);
      });
    }
    const ranked = ranks.flat();
    for (const option of this.order) {
      if (!ranked.includes(option)) this.free.append(this.rows.get(option));
    }
    this.label();
  }

  clicked(event) {
    const button = event.target.closest("[data-act]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    this.byPointer = event.detail > 0;
    if (this.byPointer && button.dataset.act === "put" && this.isTappedTwice(event)) return;
    this.lastTap = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    const row = button.closest("[data-option]");
    this[button.dataset.act](row, button);
    this.changed();
  }

  isTappedTwice({ timeStamp, clientX, clientY }) {
    const last = this.lastTap;
    if (!last || timeStamp - last.at >= TWICE) return false;
    return Math.hypot(clientX - last.x, clientY - last.y) < SAME_PLACE;
  }

  put(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    this.still(next, () => this.ranked.append(row));
    this.moved(row);
    this.focus(next?.querySelector("[data-act=put]") ?? this.form.querySelector("[data-go]"));
  }

  remove(row) {
    this.part(row);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    const rest = this.order.slice(this.order.indexOf(row.dataset.option) + 1);
    const behind = rest.map((option) => this.rows.get(option)).find((one) => one.parentNode === this.free);
    this.still(next, () => this.free.insertBefore(row, behind ?? null));
    row.classList.remove("opt--moved");
    this.label();
    this.said(this.words.say("off", { name: row.dataset.name }));
    this.focus((next ?? row).querySelector(next ? "[data-act=remove]" : "[data-act=put]"));
  }

  up(row, button) {
    this.shift(row, button, () => {
      let head = row.previousElementSibling;   // what shares a rank is passed as a whole
      while (head?.hasAttribute("data-level")) head = head.previousElementSibling;
      head?.before(row);
    });
  }

  down(row, button) {
    this.shift(row, button, () => {
      let end = row.nextElementSibling;
      while (end?.nextElementSibling?.hasAttribute("data-level")) end = end.nextElementSibling;
      end?.after(row);
    });
  }

  first(row, button) {
    this.shift(row, button, () => this.ranked.prepend(row));
  }

  last(row, button) {
    this.shift(row, button, () => this.ranked.append(row));
  }

  // Two options on one level, as far as the rules of the poll allow it; pressed again, they are apart.
  level(row, button) {
    row.toggleAttribute("data-level");
    this.moved(row);
    this.focus(button);
  }

  // A row that goes elsewhere leaves its level; who stood on it with this one keeps the place.
  part(row) {
    const next = row.nextElementSibling;
    if (!row.hasAttribute("data-level") && next) next.removeAttribute("data-level");
    row.removeAttribute("data-level");
  }

  shift(row, button, move) {
    this.part(row);
    move();
    this.moved(row);
    this.focus(button);
  }

  moved(row) {
    for (const one of this.rows.values()) one.classList.toggle("opt--moved", one === row);
    this.label();
    const ranks = this.ranks();
    const rank = ranks.find((one) => one.includes(row.dataset.option));
    const place = this.words.place(ranks.indexOf(rank) + 1);
    const others = rank.filter((option) => option !== row.dataset.option).map((option) => this.name(option));
    const values = { name: row.dataset.name, place, of: ranks.length, others: this.words.list.format(others) };
    this.said(this.words.say(others.length ? "now_level" : "now", values));
  }

  // Ranks, what each button says, and which of them would do nothing.
  label() {
    const ranks = this.ranks();
    const ranking = ranks.flat();
    this.ranked.firstElementChild?.removeAttribute("data-level");
    for (const [option, row] of this.rows) {
      const rank = ranks.findIndex((one) => one.includes(option)) + 1;
      const at = ranking.indexOf(option) + 1;
      row.classList.toggle("opt--free", !rank);
      row.querySelector("[data-rank]").textContent = rank || "–";
      row.querySelector("[data-rank-word]").textContent = rank ? this.words.placed(rank) : "";
      row.querySelector("[data-tools=ranked]").hidden = !rank;
      row.querySelector("[data-tools=free]").hidden = Boolean(rank);
      const put = row.querySelector("[data-act=put]");
      put.textContent = this.words.say("put", { name: row.dataset.name, place: ranks.length + 1 });
      for (const button of row.querySelectorAll("[data-tools=ranked] [data-act]")) {
        const isLast = at === ranking.length;
        const isIdle = { first: at === 1, up: at === 1, level: at === 1, down: isLast, last: isLast };
        if (button.dataset.act === "level") button.setAttribute("aria-pressed", String(row.hasAttribute("data-level")));
        button.setAttribute("aria-disabled", String(isIdle[button.dataset.act] ?? false));
      }
    }
  }

  // The ballot read back, a line for each rank.
  lines() {
    return this.ranks().map((rank, place) => {
      const name = this.words.list.format(rank.map((option) => this.name(option)));
      const words = this.words.readBack([name], place)[0];
      return { mark: place + 1, words, title: rank.length === 1 ? this.rows.get(rank[0]).dataset.title : "" };
    });
  }

  rest() {
    return this.words.notRanked(this.left.map((option) => this.name(option)), this.rows.size);
  }

  render(part) {
    const { ranking, left, rows } = this;
    part("count").textContent = this.words.say("count", { n: ranking.flat().length, all: rows.size });
    part("empty").hidden = ranking.length > 0;
    part("none-left").hidden = left.length > 0;
  }

  // Do something above `anchor` without moving it under the reader's finger.
  still(anchor, act) {
    const before = anchor?.getBoundingClientRect().top;
    act();
    this.label();
    if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
  }

  // With a pointer nothing scrolls; with keys the focused button stays in sight.
  focus(button) {
    button?.focus({ preventScroll: true });
    if (!this.byPointer) button?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }
}
