// A debate: one's own words can be taken down from where they stand, and a reply is written without leaving the page.

const SAYS_AGAIN = 2_000; // the server forgets who writes after 5 s
const FORGOTTEN = 5_000;
const TOLD_WITHIN = 2_000; // figures are told once a second

customElements.define("debate-thread", class extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("[data-debate]");
    this.marking = () => this.mark();
    document.addEventListener("live:morphed", this.marking);
    this.writing = ({ detail }) => this.showWriting(detail);
    document.addEventListener("live:typing", this.writing);
    this.addEventListener("input", this);
    this.wroteAt = -Infinity;
    this.told = 0;
    this.addEventListener("click", this);
    this.mark();
  }

  disconnectedCallback() {
    document.removeEventListener("live:morphed", this.marking);
    document.removeEventListener("live:typing", this.writing);
    clearTimeout(this.looking);
    this.removeEventListener("input", this);
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
  }

  /** Words can be put right for some minutes; the server decides, the link only leaves when it leads nowhere. */
  freshen(said) {
    const left = Date.parse(said.dataset.until) - Date.now();
    said.classList.toggle("is-fresh", left > 0);
    if (left > 0 && said.classList.contains("is-own")) setTimeout(() => this.freshen(said), left + 500);
  }

  get topic() {
    return `debate:${this.list.dataset.debate}`;
  }

  /** Others see that somebody writes, never who or what. */
  says() {
    if (performance.now() - this.wroteAt < SAYS_AGAIN) return;
    this.wroteAt = performance.now();
    document.dispatchEvent(new CustomEvent("live:writes", { detail: { topic: this.topic } }));
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.showOthers(), FORGOTTEN + TOLD_WITHIN);
  }

  showWriting({ topic, writing }) {
    if (topic !== this.topic) return;
    this.told = writing;
    this.showOthers();
  }

  /** All who write but oneself. A figure is told when it changes: where somebody begins just as this page is
      forgotten, it stays the same and is somebody else's from then on. */
  showOthers() {
    const place = this.querySelector("[data-writing]");
    const others = this.told - (performance.now() - this.wroteAt < FORGOTTEN ? 1 : 0);
    place.hidden = others < 1;
    if (!place.hidden) place.textContent = others === 1 ? place.dataset.one : place.dataset.many.replace("{n}", others);
  }

  handleEvent(event) {
    const form = this.querySelector("form.say");
    if (!form) return;
    if (event.type === "input") {
      if (event.target.name === "text") this.says();
      return;
    }
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
