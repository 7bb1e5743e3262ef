// Small figures that follow a poll: the seconds left until it closes, and how many ballots were received.

customElements.define(
  "poll-countdown",
  class extends HTMLElement {
    connectedCallback() {
      // The database's clock decides, not the tablet's.
      const drift = Number(this.dataset.drift ?? Date.parse(this.dataset.now) - Date.now());
      const until = Date.parse(this.dataset.until);
      const tick = () => {
        const seconds = Math.max(0, Math.ceil((until - Date.now() - drift) / 1000));
        this.textContent = this.dataset.words.replace("{n}", seconds);
      };
      tick();
      this.timer = setInterval(tick, 500);
    }

    disconnectedCallback() {
      clearInterval(this.timer);
    }
  },
);

document.addEventListener("live:event", ({ detail }) => {
  if (detail.type !== "turnout_changed") return;
  for (const figure of document.querySelectorAll(`[data-turnout="${detail.payload?.poll}"]`)) {
    figure.textContent = detail.payload.received;
  }
});
