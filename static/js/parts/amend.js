// While an amendment is typed, its word diff and its collisions are drawn by the server a moment after the last key.

const PAUSE = 400;

customElements.define("amend-desk", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.place = this.querySelector(".amend-preview");
    this.look = () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.draw(), PAUSE);
    };
    this.form.addEventListener("input", this.look);
    if (this.isEdited()) this.look();
  }

  disconnectedCallback() {
    clearTimeout(this.waiting);
    this.asking?.abort();
  }

  /** Words brought back from a draft are a change too. */
  isEdited() {
    return [...this.form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  }

  async draw() {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.dataset.preview, {
        method: "POST",
        body: new FormData(this.form),
        headers: { "X-Requested-With": "fetch" },
        signal: this.asking.signal,
      });
      if (answer.ok) this.place.innerHTML = await answer.text();
    } catch {
      // Offline or overtaken by the next key: what is drawn stays, the Preview button still works.
    }
  }
});
