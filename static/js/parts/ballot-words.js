// The ballot's sentences in the reader's language; the page brings them as one JSON object.

export class Words {
  constructor(sentences, language) {
    this.sentences = sentences;
    this.rules = new Intl.PluralRules(language, { type: "ordinal" });
    this.list = new Intl.ListFormat(language, { type: "conjunction" });
  }

  say(key, values = {}) {
    return (this.sentences[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  many(key, count, values = {}) {
    return this.say(count === 1 ? `${key}_one` : `${key}_many`, { n: count, ...values });
  }

  // "2nd", for sentences that are spoken
  place(number) {
    return `${number}${this.sentences.ordinals[this.rules.select(number)] ?? ""}`;
  }

  // "second", for the word under a rank
  placed(number) {
    return this.sentences.places[number - 1] ?? this.place(number);
  }

  // The ballot read back, one sentence for each rank.
  readBack(names, from = 0) {
    return names.map((name, rank) => this.say(rank + from ? "then" : "first", { name }));
  }

  // Why a paper without a mark cannot be reviewed yet.
  nothing(way) {
    return this.sentences[`nothing_${way}`] ?? this.say("nothing");
  }

  notRanked(names, all) {
    if (!names.length) return this.say("all_ranked");
    const left = this.many("unranked", names.length, { names: this.list.format(names) });
    return names.length < all ? `${left} ${this.say("exhausts")}` : left;
  }
}

export function clock(zone) {
  const shape = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "medium", hourCycle: "h23" });
  return (moment) => shape.format(new Date(moment));
}
