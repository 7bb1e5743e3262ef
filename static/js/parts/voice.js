// What is told of polls on every page of who votes: a bar that stays until it is pressed, and few spoken words.
//
// Nothing is spoken while somebody types, except the close of a poll whose ballot is on the page. What was to be
// said is said when they are done; the bar is no live region, so that it is seen at once and disturbs nobody.

const NOTICE = 30_000; // before a close that was told, it is told again
const AGAIN = 3_000; // one act is told on several streams

customElements.define(
  "poll-voice",
  class extends HTMLElement {
    connectedCallback() {
      this.words = JSON.parse(this.dataset.words);
      this.lately = new Map();
      document.addEventListener("live:event", this);
      document.addEventListener("focusout", this);
      this.querySelector("[data-hide]").addEventListener("click", () => this.hide());
    }

    disconnectedCallback() {
      document.removeEventListener("live:event", this);
      document.removeEventListener("focusout", this);
      clearTimeout(this.timer);
    }

    handleEvent({ type, detail }) {
      if (type === "focusout") return void setTimeout(() => this.waiting && this.speak(this.waiting));
      const { topic, type: kind, payload } = detail;
      if (kind === "ballot_stored") return this.stored(payload);
      if (!topic.startsWith("body:") || this.isRepeated(kind, payload?.poll)) return;
      if (kind === "poll_reopened" || kind === "poll_closing") clearTimeout(this.timer);
      if (this.words[kind]) this.tell(kind, payload);
    }

    isRepeated(kind, poll) {
      const key = `${kind}:${poll}`;
      const isSoon = performance.now() - (this.lately.get(key) ?? -AGAIN) < AGAIN;
      this.lately.set(key, performance.now());
      return isSoon;
    }

    tell(kind, { poll, at }) {
      const ballot = document.querySelector(`ranked-ballot[data-poll="${poll}"]`);
      const isClose = kind === "poll_closing_soon" || kind === "half_minute";
      if (ballot && !isClose) return; // the ballot speaks for itself
      const sentence = this.sentence(kind, poll);
      if (!ballot) this.show(sentence, this.dataset.page.replace(/0$/, poll));
      this.speak(sentence, Boolean(ballot));
      if (kind === "poll_closing_soon") {
        const wait = Date.parse(at) - Date.now() - NOTICE;
        this.timer = setTimeout(() => this.tell("half_minute", { poll }), Math.max(0, wait));
      }
    }

    // On the device that has cast it the ballot's own page says so.
    stored({ poll, revision }) {
      const ballot = document.querySelector(`ranked-ballot[data-poll="${poll}"]`);
      if (ballot?.knows(revision)) return;
      const sentence = this.sentence("ballot_stored", poll);
      this.show(sentence, this.dataset.mine);
      this.speak(sentence);
    }

    sentence(kind, poll) {
      return this.words[kind].replace("{poll}", `V-${String(poll).padStart(2, "0")}`);
    }

    show(sentence, address) {
      const bar = this.querySelector("[data-bar]");
      bar.querySelector("[data-what]").textContent = sentence;
      bar.querySelector("[data-go]").href = address;
      bar.hidden = false;
    }

    hide() {
      const bar = this.querySelector("[data-bar]");
      if (bar.contains(document.activeElement)) document.querySelector("main")?.focus();
      bar.hidden = true;
    }

    speak(sentence, isUrgent = false) {
      if (!isUrgent && isTyping()) {
        this.waiting = sentence;
        return;
      }
      this.waiting = "";
      this.querySelector("[data-spoken]").textContent = sentence;
    }
  },
);

function isTyping() {
  return Boolean(document.activeElement?.closest("input, textarea, select, [contenteditable]"));
}
