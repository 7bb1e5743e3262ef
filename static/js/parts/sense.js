// The sense of a room: news move the figures alone, so that no page is drawn anew for each who answers.

customElements.define("sense-check", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("live:event", this);
  }

  disconnectedCallback() {
    document.removeEventListener("live:event", this);
  }

  handleEvent({ detail: { type, payload } }) {
    if (type !== "sense_changed" || String(payload.check) !== this.dataset.check) return;
    for (const place of this.querySelectorAll("[data-figure]")) place.textContent = payload[place.dataset.figure];
  }
});
