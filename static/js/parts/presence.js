// Who is there, in figures: events move the figures alone, so that nobody's page is drawn anew for a door.

const FIGURES = ["seats", "room", "remote", "others", "needed"];

customElements.define(
  "presence-line",
  class extends HTMLElement {
    connectedCallback() {
      document.addEventListener("live:event", this);
    }

    disconnectedCallback() {
      document.removeEventListener("live:event", this);
    }

    handleEvent({ detail: { type, payload } }) {
      if (type !== "presence_changed" || String(payload.sitting) !== this.dataset.sitting) return;
      for (const name of FIGURES) this.write(name, payload[name]);
      this.write("present", payload.room + payload.remote);
      const word = this.querySelector(".presence-word");
      word.classList.toggle("presence-word--yes", payload.is_quorate);
      word.classList.toggle("presence-word--no", !payload.is_quorate);
      word.querySelector("[data-quorate]").textContent = payload.is_quorate ? word.dataset.yes : word.dataset.no;
    }

    write(name, figure) {
      const place = this.querySelector(`[data-figure=${name}]`);
      if (place) place.textContent = figure;
    }
  },
);
