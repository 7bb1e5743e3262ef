// The speaker's clock: counted from the server's moments, so that every screen shows the same second.
//
//   <server-clock data-now="2026-11-25T15:07:31.120+00:00" hidden></server-clock>
//   <speech-clock data-from="…" data-seconds="120" data-left="left of 2:00" …>
//     <span class="clock-time">2:00</span> <span class="clock-word">until 10:09:31</span> <svg class="bar">…</svg>
//   </speech-clock>
//
// Without data-from the clock stands and stays as the server wrote it.

const SECOND = 1_000;
const LAST = 30; // seconds that are called the last ones
const WIDTH = 600; // of the bar, in its own units

let ahead = 0; // milliseconds by which the server's clock is ahead of this device's

/** 125 → "2:05". */
export function minutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** What a clock says after `elapsed` milliseconds of `seconds` (null: without a limit); `share` is of the bar. */
export function said(elapsed, seconds) {
  const spoken = Math.max(0, Math.floor(elapsed / SECOND));
  if (seconds === null) return { time: minutes(spoken), word: "spoken", share: 0 };
  if (spoken >= seconds) return { time: `+${minutes(spoken - seconds)}`, word: "over", share: 1 };
  const left = seconds - spoken;
  return { time: minutes(left), word: left <= LAST ? "last" : "left", share: spoken / seconds };
}

if (globalThis.customElements) {
  customElements.define(
    "server-clock",
    class extends HTMLElement {
      static observedAttributes = ["data-now"];

      attributeChangedCallback() {
        ahead = Date.parse(this.dataset.now) - Date.now();
      }
    },
  );

  customElements.define(
    "speech-clock",
    class extends HTMLElement {
      connectedCallback() {
        document.addEventListener("live:morphed", this);
        this.tick();
      }

      disconnectedCallback() {
        document.removeEventListener("live:morphed", this);
        clearTimeout(this.timer);
      }

      handleEvent() {
        this.tick();
      }

      tick() {
        clearTimeout(this.timer);
        if (!this.dataset.from) return;
        const elapsed = Date.now() + ahead - Date.parse(this.dataset.from);
        this.write(said(elapsed, this.dataset.seconds ? Number(this.dataset.seconds) : null));
        this.timer = setTimeout(() => this.tick(), SECOND - (((elapsed % SECOND) + SECOND) % SECOND));
      }

      write({ time, word, share }) {
        this.querySelector(".clock-time").textContent = time;
        this.querySelector(".clock-word").textContent = this.dataset[word];
        this.querySelector(".kept")?.setAttribute("width", Math.round(share * WIDTH));
        for (const kind of ["last", "over"]) this.classList.toggle(`clock--${kind}`, word === kind);
      }
    },
  );
}
