// A debate: one's own words can be taken down from where they stand, and a reply is written without leaving the page.

customElements.define("debate-thread", class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("[data-debate]");
    this.marking = () => this.mark();
    document.addEventListener("live:morphed", this.marking);
    this.addEventListener("click", this);
    this.mark();
  }

  disconnectedCallback() {
    document.removeEventListener("live:morphed", this.marking);
    this.removeEventListener("click", this);
  }

  /** What the server sends is the same for everybody; which of it is one's own is said here. */
  mark() {
    const reader = document.body.dataset.author;
    for (const said of this.list.children) {
      said.classList.toggle("is-own", said.dataset.author === reader);
      this.freshen(said);
    }
    const empty = this.querySelector(".thread-empty");
    if (empty) empty.hidden = this.list.children.length > 0;
    this.querySelector("[data-said]").textContent = this.list.children.length;
  }

  /** Words can be put right for some minutes; the server decides, the link only leaves when it leads nowhere. */
  freshen(said) {
    const left = Date.parse(said.dataset.until) - Date.now();
    said.classList.toggle("is-fresh", left > 0);
    if (left > 0 && said.classList.contains("is-own")) setTimeout(() => this.freshen(said), left + 500);
  }

  handleEvent(event) {
    const form = this.querySelector("form.say");
    if (!form) return;
    const answer = event.target.closest(".iv-answer");
    if (answer) this.replyTo(form, answer.closest("li"), event);
    if (event.target.closest(".say-free")) this.replyTo(form, null, event);
  }

  replyTo(form, said, event) {
    event.preventDefault();
    form.elements.parent.value = said ? said.id.slice(2) : "";
    form.querySelector(".say-reply").hidden = !said;
    form.querySelector("[data-replied]").textContent = said ? said.querySelector(".iv-head b").textContent : "";
    form.elements.text.focus();
  }
});
