// A clock that stands still until a test lets time pass.

export class Clock {
  now = 0;
  acts = [];

  after(ms, act) {
    const entry = { at: this.now + ms, act };
    this.acts.push(entry);
    return () => (this.acts = this.acts.filter((one) => one !== entry));
  }

  pass(ms) {
    const end = this.now + ms;
    for (;;) {
      const due = this.acts.filter((one) => one.at <= end).sort((one, other) => one.at - other.at)[0];
      if (!due) break;
      this.acts = this.acts.filter((one) => one !== due);
      this.now = due.at;
      due.act();
    }
    this.now = end;
  }
}
