// The ballot on a device: mark it by tapping, read it back in words, cast, and say truly where it is.
//
// on this device → received → counted: "received" is only ever said after the server's answer. What is cast is
// kept here and repeated under one attempt until it is answered, also after a reload or a night in a pocket.

import { Kept, drawn } from "./ballot-store.js";
import { Choices, Points } from "./ballot-choices.js";
import { Zones } from "./ballot-list.js";
import { Sending } from "./ballot-sending.js";
import { Words, clock } from "./ballot-words.js";
import { Track } from "./ballot-track.js";
import { path, verdict } from "./ballot-path.js";
import "./ballot-clock.js";

const TAKING = new Set(["open", "closing"]);
const PAPERS = { ranked: Zones, points: Points };
const STATES = {
  poll_announced: "announced",
  poll_opened: "open",
  poll_closing: "closing",
  poll_reopened: "open",
  poll_paused: "open",
  poll_resumed: "open",
  poll_closed: "closed",
  poll_published: "published",
  poll_voided: "void",
};

customElements.define(
  "ranked-ballot",
  class extends HTMLElement {
    connectedCallback() {
      if (this.form) return;
      this.words = new Words(JSON.parse(this.dataset.words), document.documentElement.lang || "en");
      this.kept = new Kept(this.dataset.poll, this.dataset.person);
      this.cast = this.kept.cast ?? {};
      this.drift = Date.parse(this.dataset.now) - Date.now();   // the database's clock decides, not the tablet's
      this.closesAt = this.dataset.closes;
      this.state = this.dataset.state;
      this.seen = Number(this.dataset.seen);
      this.form = this.querySelector("form");
      this.time = clock(this.dataset.zone);
      this.track = new Track(this.part("sent"), this.words, this.time);
      this.sending = new Sending(this, {
        answered: (marks, answer) => this.answered(marks, answer),
        refused: (marks, status, answer) => this.refused(marks, status, answer),
        troubled: () => this.render(),
      });
      const Paper = PAPERS[this.dataset.way] ?? Choices;
      this.zones = new Paper(this.form, this.words, {
        changed: () => this.changed(),
        said: (sentence) => this.say(sentence),
      });
      this.listen();
      this.begin();
    }

    disconnectedCallback() {
      document.removeEventListener("live:event", this.onLive);
      document.removeEventListener("live:reset", this.onReset);
      removeEventListener("storage", this.onStorage);
    }

    part(name) {
      return this.querySelector(`[data-part-of-ballot="${name}"]`);
    }

    listen() {
      this.form.addEventListener("submit", (event) => this.review(event));
      this.form.elements.blank?.addEventListener("change", () => this.changed());
      this.addEventListener("click", (event) => this.pressed(event));
      this.onLive = (event) => this.happened(event.detail);
      this.onStorage = (event) => this.kept.isCast(event.key) && this.elsewhere();
      this.onReset = ({ detail }) => detail.topic === `poll:${this.dataset.poll}` && this.offerSoon(detail.spread);
      document.addEventListener("live:event", this.onLive);
      document.addEventListener("live:reset", this.onReset);
      addEventListener("storage", this.onStorage);
    }

    // What the device knows, held against what the server's page says.
    begin() {
      const draft = this.kept.draft;
      this.zones.restore(draft ?? this.typed());
      if (draft && this.form.elements.blank) this.form.elements.blank.checked = Boolean(draft.blank);
      this.setAttribute("data-ready", "");
      if (this.cast.refused && this.cast.refused.why !== "late") this.remember({ refused: null });   // looked again
      const { received, sending, refused } = this.cast;
      if (sending) this.resume(sending);
      else if (this.isUnknown) this.offer();
      this.mode = this.cast.sending || received || refused ? "sent" : "edit";
      if (this.dataset.refused) this.mode = "edit";
      this.changed();
      if (this.state === "published") this.follow();
    }

    // The server's page does not know the ballot that the server has said it received.
    get isUnknown() {
      const { received } = this.cast;
      if (!received) return false;
      if (TAKING.has(this.state)) return this.seen < Math.max(1, received.revision);
      return this.state === "closed" && this.dataset.tookPart === undefined;
    }

    // The same ballot again, with its receipt, in the place it had. Nothing happens to a server that has it.
    offer() {
      const { received, sending } = this.cast;
      if (received && !sending) this.resume({ ...received, seen: Math.max(0, received.revision - 1), again: true });
    }

    // A whole hall offers its ballots again: not in the same moment.
    offerSoon(spread = 0) {
      setTimeout(() => TAKING.has(this.state) && this.offer(), Math.random() * Math.max(spread, 300));
    }

    // A ranking that came back from the server because a form without scripts was refused.
    typed() {
      const numbered = [...this.form.querySelectorAll("input[name^=rank-]")].filter((field) => field.value);
      const inOrder = numbered.sort((one, other) => one.value - other.value);
      return { ranking: inOrder.map((field) => field.name.slice("rank-".length)) };
    }

    get ranking() {
      return this.form.elements.blank?.checked ? [] : this.zones.ranking;
    }

    get isBlank() {
      return Boolean(this.form.elements.blank?.checked);
    }

    get isReady() {
      return this.isBlank || this.zones.ranking.flat().length > 0;
    }

    changed() {
      const ranking = this.zones.ranking;
      this.kept.draft = { order: this.zones.order, ranking, blank: this.isBlank };
      this.render();
    }

    // Why Cast cannot be pressed now, in words on the button; empty when it can.
    whyNot() {
      if (this.cast.sending) return this.words.say("cast_waiting");
      if (this.state === "announced") return this.words.say("cast_not_open");
      return TAKING.has(this.state) ? "" : this.words.say("cast_closed");
    }

    review(event) {
      event.preventDefault();
      if (this.whyNot()) return this.say(this.whyNot());
      if (!this.isReady) return this.say(this.words.nothing(this.dataset.way), "alert");
      this.mode = "review";
      this.render();
      this.part("review").querySelector("h2").focus();
    }

    pressed(event) {
      const button = event.target.closest("[data-do]");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      const acts = {
        cast: () => this.send(),
        back: () => this.turn("edit"),
        change: () => this.turn("edit"),
        keep: () => this.turn("sent"),
        retry: () => this.sending.now(),
        look: () => location.reload(),
        path: () => this.showPath(),
        forget: () => this.forget(),
      };
      acts[button.dataset.do]?.();
    }

    turn(mode) {
      this.mode = mode;
      this.render();
      const place = mode === "edit" ? this.form : this.part(mode);
      place.querySelector("h2:not([hidden])")?.focus();
    }

    send() {
      if (this.whyNot()) return;
      const marks = { attempt: drawn(), nonce: drawn(), seen: this.seen, ranking: this.ranking, blank: this.isBlank, at: Date.now() };
      this.resume(marks);
      this.turn("sent");
    }

    resume(marks) {
      this.remember({ sending: marks, refused: null });
      this.sending.start(marks);
    }

    remember(change) {
      this.cast = { ...this.cast, ...change };
      this.kept.cast = this.cast;
    }

    answered(marks, { receipt, at, revision }) {
      this.seen = revision;
      const { again: _, ...kept } = marks;
      this.remember({ sending: null, refused: null, received: { ...kept, receipt, receivedAt: at ?? kept.receivedAt, revision } });
      this.say(this.words.say("said_received"));
      this.render();
    }

    refused(marks, status, answer) {
      const why = answer.why ?? (status === 403 ? "roll" : "rejected");
      // An older ballot came back before this one, which took its place once and does so again.
      if (marks.again && why === "changed" && answer.revision < marks.revision) {
        this.resume({ ...marks, seen: answer.revision });
        return;
      }
      this.remember({ sending: null, refused: { why, sentence: answer.error, at: Date.now() } });
      if (answer.state) this.state = answer.state;
      if (why === "rejected") this.mode = "edit";
      this.say(answer.error, why === "rejected" ? "alert" : "status");
      this.render();
    }

    // Whether this device has cast the ballot of this revision, or is about to hear that it has.
    knows(revision) {
      if (this.cast.sending || this.cast.received?.revision === revision) return true;
      this.seen = Math.max(this.seen, revision);
      this.render();
      return false;
    }

    // Another tab of this device was answered: its receipt is shown, the ranking in hand here stays.
    elsewhere() {
      const known = this.cast.sending?.attempt;
      this.cast = this.kept.cast ?? {};
      if (known && this.cast.sending?.attempt !== known) this.sending.stop();
      this.render();
    }

    happened({ topic, type, payload }) {
      if (topic && topic !== `poll:${this.dataset.poll}`) return;
      if (!STATES[type] || (payload?.poll && String(payload.poll) !== this.dataset.poll)) return;
      this.state = STATES[type];
      this.closesAt = payload?.closes_at;
      const spoken = this.words.sentences[`said_${this.state}`];
      const isNews = type !== "poll_paused" && type !== "poll_resumed";
      if (spoken && isNews && (this.state !== "closing" || this.mode !== "sent")) this.say(spoken);
      if (this.cast.sending) this.sending.now();
      else if (type === "poll_resumed") this.offerSoon();
      if (this.state === "published") this.follow();
      this.render();
    }

    // After publication the ballot is counted; its way through the rounds is worked out here and nowhere else.
    async follow() {
      if (!this.cast.received) return;
      const response = await fetch(this.dataset.result, { headers: { Accept: "application/json" } }).catch(() => null);
      this.result = response?.ok ? await response.json() : null;
      this.render();
    }

    // Asked with the ballot's own number and without a sign-in: the server learns no name by it.
    async trace() {
      const body = new URLSearchParams({ nonce: this.cast.received.nonce });
      const ask = { method: "POST", body, credentials: "omit", headers: { Accept: "application/json" } };
      const response = await fetch(this.dataset.trace, ask).catch(() => null);
      return response?.ok ? response.json() : null;
    }

    async showPath() {
      const list = this.part("sent").querySelector("[data-path]");
      const found = await this.trace();
      const lines = [...found ? [this.words.say(verdict(found, this.cast.received))] : [], ...this.ways(found)];
      list.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
      list.hidden = false;
    }

    ways(found) {
      if (found && !found.is_counted) return [];
      const { ranking, blank } = this.cast.received;
      return path(this.result, found?.content?.ranking ? { ranking: found.content.ranking } : { ranking, blank }, this.words);
    }

    forget() {
      this.kept.forget();
      this.cast = {};
      this.hidden = true;
    }

    say(sentence, role = "status") {
      for (const place of this.querySelectorAll("[data-said]")) place.textContent = "";
      const place = this.querySelector(`[data-said=${role}]`);
      place.textContent = sentence;
    }

    render() {
      const isOver = !TAKING.has(this.state) && this.state !== "announced";
      const hasCast = Boolean(this.cast.sending || this.cast.received || this.cast.refused);
      if (isOver && this.mode !== "sent") this.mode = hasCast ? "sent" : "edit";
      this.form.hidden = this.mode !== "edit" || (isOver && (hasCast || !this.zones.ranking.length));
      this.part("review").hidden = this.mode !== "review";
      this.part("sent").hidden = !hasCast || this.mode !== "sent";
      this.renderForm();
      this.renderClosing();
      this.renderReview();
      this.track.render(this);
    }

    renderForm() {
      this.zones.render((name) => this.part(name));
      const summary = this.isBlank ? [this.words.say("blank")] : this.zones.lines().map(({ words }) => words);
      this.part("summary").textContent = summary.join(" ") || this.words.nothing(this.dataset.way);
      this.part("earlier").hidden = !this.cast.received;
      const known = this.part("known");
      if (known) known.hidden = Boolean(this.cast.received);
      const go = this.form.querySelector("[data-go]");
      const why = this.whyNot();
      go.type = "submit";
      go.textContent = why || this.words.say("review");
      go.setAttribute("aria-disabled", String(Boolean(why)));
      go.classList.toggle("btn--main", !why);
    }

    // Beside each button that casts, as long as the poll is closing.
    renderClosing() {
      for (const place of this.querySelectorAll("[data-closing]")) {
        place.hidden = this.state !== "closing" || !this.closesAt;
        if (place.hidden || place.firstElementChild?.dataset.until === this.closesAt) continue;
        const countdown = document.createElement("poll-countdown");
        Object.assign(countdown.dataset, { until: this.closesAt, drift: this.drift, words: this.words.sentences.closing });
        place.replaceChildren(countdown);
      }
    }

    renderReview() {
      if (this.mode !== "review") return;
      const lines = this.isBlank ? [] : this.zones.lines();
      this.part("readback").replaceChildren(...lines.map((line) => readBack(line)));
      this.part("rest").textContent = this.isBlank ? this.words.say("blank") : this.zones.rest();
      const cast = this.part("review").querySelector("[data-do=cast]");
      const why = this.whyNot();
      cast.textContent = why || this.words.say("cast");
      cast.setAttribute("aria-disabled", String(Boolean(why)));
    }
  },
);

// A line of the ballot in words: its place or points, then the sentence.
function readBack({ mark, words, title }) {
  const line = document.createElement("li");
  const [number, sentence] = [document.createElement("b"), document.createElement("span")];
  number.textContent = mark;
  sentence.textContent = title ? `${words} ${title}` : words;
  line.append(number, sentence);
  return line;
}
