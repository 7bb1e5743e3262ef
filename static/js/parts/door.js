// The door: badges are sent one after the other while the next is scanned; what did not go out is tried again.

import { parse } from "./live-morph.js";

const AGAIN = 2_000;
const ANSWERS = ["#door-answer", "#door-latest", "presence-line"];

customElements.define(
  "door-desk",
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector("form");
      this.badge = this.form.elements.badge;
      this.unsent = this.querySelector("[data-door-unsent]");
      this.queue = [];
      this.refused = [];
      this.form.addEventListener("submit", (event) => this.take(event));
      for (const way of this.form.elements.way) way.addEventListener("change", () => this.badge.focus());
      this.badge.select();
    }

    disconnectedCallback() {
      clearTimeout(this.waiting);
    }

    take(event) {
      event.preventDefault();
      if (!this.badge.value.trim()) return;
      this.queue.push(new FormData(this.form));
      this.badge.value = "";
      this.badge.defaultValue = "";
      this.badge.focus();
      this.send();
    }

    async send() {
      if (this.isSending || !this.queue.length) return;
      this.isSending = true;
      clearTimeout(this.waiting);
      const isAnswered = await this.post(this.queue[0]);
      this.isSending = false;
      if (isAnswered) this.queue.shift();
      this.say(isAnswered);
      if (isAnswered) this.send();
      else this.waiting = setTimeout(() => this.send(), AGAIN);
    }

    /** False when nothing came back, so that the same badge is sent again: to be in twice is to be in once. */
    async post(body) {
      try {
        const answer = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "text/html" } });
        if (answer.status >= 500 || answer.status === 429) return false;
        const page = parse(await answer.text());
        if (page.querySelector("#door-answer")) this.show(page);
        else this.refused.push(body.get("badge"));
        return true;
      } catch {
        return false;
      }
    }

    show(page) {
      for (const part of ANSWERS) {
        const old = document.querySelector(part);
        const fresh = page.querySelector(part);
        if (old && fresh) old.replaceChildren(...fresh.childNodes);
      }
    }

    /** A badge that waits for the one before it is no matter yet; one that the server did not take stays named. */
    say(isAnswered) {
      const unsent = isAnswered ? [] : this.queue.map((body) => body.get("badge"));
      const words = [
        ...(this.refused.length ? [this.dataset.failed.replace("{badges}", this.refused.join(", "))] : []),
        ...(unsent.length ? [this.dataset.unsent.replace("{badges}", unsent.join(", "))] : []),
      ].join(" ");
      this.unsent.hidden = !words;
      if (this.unsent.textContent !== words) this.unsent.textContent = words;
    }
  },
);
