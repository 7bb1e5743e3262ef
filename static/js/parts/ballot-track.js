// Where the ballot is: three stations on one line, the sentence beside them, and the one button that helps.

const UNSURE = new Set(["late", "changed", "roll"]);

export class Track {
  constructor(section, words, time) {
    Object.assign(this, { section, words, time });
    this.stations = [...section.querySelectorAll("[data-station]")];
    setInterval(() => this.ballot && !section.hidden && this.count(), 1000);
  }

  render(ballot) {
    this.ballot = ballot;
    const status = this.status(ballot);
    this.section.dataset.status = status;
    const marks = ballot.cast.sending ?? ballot.cast.received ?? {};
    this.section.querySelector("h2").textContent = this.words.say(`t_${status}`, this.times(ballot.cast)).trim(); // a time may be unknown
    this.lay(status, marks, ballot);
    for (const part of this.section.querySelectorAll("[data-when]")) this.toggle(part, status);
    this.section.querySelector("[data-receipt]").textContent = grouped(ballot.cast.received?.receipt ?? "");
    this.section.querySelector("[data-refusal]").textContent = ballot.cast.refused?.sentence ?? "";
    const hasEarlier = Boolean(ballot.cast.received);
    this.toggleIf("[data-earlier]", status === "late" && hasEarlier);
    this.toggleIf("[data-slip]", ["received", "counted"].includes(status) || (status === "late" && hasEarlier));
    const canChange = ["open", "closing"].includes(ballot.state) && !ballot.cast.sending && status !== "changed";
    this.toggleIf("[data-do=change]", canChange);
    this.toggleIf("[data-do=path]", ballot.state === "published" && hasEarlier && Boolean(ballot.result));
    this.count();
  }

  status({ cast, sending, seen, state, dataset }) {
    if (cast.sending) return sending.tries > 1 || sending.trouble ? "unreceived" : "sending";
    if (cast.refused && UNSURE.has(cast.refused.why)) return cast.refused.why;
    if (!cast.received) return "none";
    const known = Math.max(seen, Number(dataset.seen));
    if (cast.received.revision && known > cast.received.revision) return "replaced";
    if (state === "void") return "void";
    return state === "published" ? "counted" : "received";
  }

  times({ received }) {
    return { time: received?.receivedAt ? this.time(received.receivedAt) : "" };
  }

  lay(status, marks, ballot) {
    const { received } = ballot.cast;
    const isIn = ["received", "counted", "void", "replaced"].includes(status);
    const isBad = ["unreceived", "late", "changed", "roll"].includes(status);
    const here = marks.at ? this.time(marks.at) : "";
    const heard = isIn && received.receivedAt ? this.time(received.receivedAt) : "";
    const second = isIn ? "done" : isBad ? "bad" : "wait";
    const isLost = ["void", "replaced", "late", "roll"].includes(status);
    const third = status === "counted" ? "done" : isLost ? "bad" : "wait";
    const published = ballot.result ? this.time(ballot.result.published_at) : "";
    this.station(0, "done", this.words.say("here"), here);
    this.station(1, second, this.words.say(isBad ? "not_received" : "received"), heard);
    const note = status === "counted" ? published : isLost ? "" : this.words.say("at_close");
    this.station(2, third, this.words.say({ replaced: "replaced", void: "t_void" }[status] ?? (isLost ? "not_counted" : "counted")), note);
  }

  station(index, kind, word, note) {
    const item = this.stations[index];
    item.className = `is-${kind}`;
    const use = item.querySelector("use");
    use.setAttribute("href", `${use.getAttribute("href").split("#")[0]}#${kind}`);
    item.querySelector("b").textContent = word;
    item.querySelector("span").textContent = note;
  }

  // Nothing that has the focus is hidden without giving it a place.
  toggle(part, status) {
    const isShown = part.dataset.when.split(" ").includes(status);
    if (!isShown && part.contains(document.activeElement)) this.section.querySelector("h2").focus();
    part.hidden = !isShown;
  }

  toggleIf(selector, isShown) {
    const button = this.section.querySelector(selector);
    if (!isShown && button === document.activeElement) this.section.querySelector("h2").focus();
    button.hidden = !isShown;
  }

  // The seconds to the next try.
  count() {
    const { sending, cast } = this.ballot;
    if (!cast.sending || !sending.trouble) return;
    const seconds = Math.max(0, Math.ceil((sending.nextAt - Date.now()) / 1000));
    const note = seconds ? this.words.say("retry_in", { n: sending.tries + 1, seconds }) : this.words.say("retrying");
    this.stations[1].querySelector("span").textContent = note;
    this.section.querySelector("[data-trouble]").textContent = this.words.say(`trouble_${sending.trouble}`);
    this.toggleIf("[data-sign-in]", sending.trouble === "signed_out");
  }
}

function grouped(receipt) {
  return receipt.replace(/(.{4})(?=.)/g, "$1-");
}
