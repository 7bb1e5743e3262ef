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

  get ranking() {
    return [...this.ranked.children].map((row) => row.dataset.option);
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
    this.show((draft?.ranking ?? []).filter((option) => this.rows.has(option)));
  }

  show(ranking) {
    for (const option of ranking) this.ranked.append(this.rows.get(option));
    for (const option of this.order) {
      if (!ranking.includes(option)) this.free.append(this.rows.get(option));
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
    this.shift(row, button, () => row.previousElementSibling?.before(row));
  }

  down(row, button) {
    this.shift(row, button, () => row.nextElementSibling?.after(row));
  }

  first(row, button) {
    this.shift(row, button, () => this.ranked.prepend(row));
  }

  last(row, button) {
    this.shift(row, button, () => this.ranked.append(row));
  }

  shift(row, button, move) {
    move();
    this.moved(row);
    this.focus(button);
  }

  moved(row) {
    for (const one of this.rows.values()) one.classList.toggle("opt--moved", one === row);
    this.label();
    const ranking = this.ranking;
    const place = this.words.place(ranking.indexOf(row.dataset.option) + 1);
    this.said(this.words.say("now", { name: row.dataset.name, place, of: ranking.length }));
  }

  // Ranks, what each button says, and which of them would do nothing.
  label() {
    const ranking = this.ranking;
    for (const [option, row] of this.rows) {
      const rank = ranking.indexOf(option) + 1;
      row.classList.toggle("opt--free", !rank);
      row.querySelector("[data-rank]").textContent = rank || "–";
      row.querySelector("[data-rank-word]").textContent = rank ? this.words.placed(rank) : "";
      row.querySelector("[data-tools=ranked]").hidden = !rank;
      row.querySelector("[data-tools=free]").hidden = Boolean(rank);
      const put = row.querySelector("[data-act=put]");
      put.textContent = this.words.say("put", { name: row.dataset.name, place: ranking.length + 1 });
      for (const button of row.querySelectorAll("[data-tools=ranked] [data-act]")) {
        const isIdle = { first: rank === 1, up: rank === 1, down: rank === ranking.length, last: rank === ranking.length };
        button.setAttribute("aria-disabled", String(isIdle[button.dataset.act] ?? false));
      }
    }
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
