// A paper with one choice (also for or against), with boxes, or with points: the page's own fields, read and kept.
//
// It has the same outside as the two zones of a ranked paper: `ranking` is a list of ranks, each an option or several.

class Fields {
  constructor(form, words, { changed }) {
    Object.assign(this, { form, words });
    this.rows = new Map([...form.querySelectorAll("[data-option]")].map((row) => [row.dataset.option, row]));
    this.order = [...this.rows.keys()];
    form.addEventListener("input", (event) => event.target.closest("[data-option]") && changed());
  }

  name(option) {
    return this.rows.get(option).dataset.name;
  }

  field(option) {
    return this.rows.get(option).querySelector("input");
  }

  get named() {
    return this.ranking.flat();
  }

  get left() {
    const named = new Set(this.named);
    return this.order.filter((option) => !named.has(option));
  }

  names(options) {
    return this.words.list.format(options.map((option) => this.name(option)));
  }

  // Its state is in the fields themselves.
  render() {}
}

export class Choices extends Fields {
  constructor(form, words, told) {
    super(form, words, told);
    this.isStance = this.rows.has("for");
    this.takesSeveral = this.field(this.order[0]).type === "checkbox";
  }

  get ranking() {
    const chosen = this.order.filter((option) => this.field(option).checked);
    return this.takesSeveral && chosen.length > 1 ? [chosen] : chosen;
  }

  restore(draft) {
    if (!draft?.order) return;   // what the server's page has is taken as it is
    const chosen = new Set((draft.ranking ?? []).flat());
    for (const option of this.order) this.field(option).checked = chosen.has(option);
  }

  lines() {
    return this.named.map((option) => ({ mark: "✓", words: this.said(option) }));
  }

  said(option) {
    if (this.isStance) return this.words.say(`stance_${option}`);
    return this.words.say(this.takesSeveral ? "approved" : "chosen", { name: this.name(option) });
  }

  rest() {
    const left = this.left;
    return this.takesSeveral && left.length ? this.words.many("unapproved", left.length, { names: this.names(left) }) : "";
  }
}

export class Points extends Fields {
  get most() {
    return Number(this.field(this.order[0]).max);
  }

  points(option) {
    const given = Math.trunc(Number(this.field(option).value)) || 0;
    return Math.min(Math.max(given, 0), this.most);
  }

  // Rank k holds the options that are given most - k points; the last ranks may be empty and are left out.
  get ranking() {
    const ranks = Array.from({ length: this.most }, () => []);
    for (const option of this.order) if (this.points(option)) ranks[this.most - this.points(option)].push(option);
    while (ranks.length && !ranks.at(-1).length) ranks.pop();
    return ranks;
  }

  restore(draft) {
    if (!draft?.order) return;
    (draft.ranking ?? []).forEach((rank, place) => {
      for (const option of [rank].flat()) if (this.rows.has(option)) this.field(option).value = this.most - place;
    });
  }

  lines() {
    return this.named.map((option) => ({ mark: this.points(option), words: this.given(option) }));
  }

  given(option) {
    return this.words.say("points_for", { n: this.points(option), name: this.name(option) });
  }

  rest() {
    const left = this.left;
    return left.length ? this.words.many("pointless", left.length, { names: this.names(left) }) : "";
  }
}
