// Sends one attempt to cast, and repeats that same attempt until the server has answered it.

const WAITS = [1, 2, 4, 8, 15, 30];
const PATIENCE = 10_000;
const FINAL = new Set([403, 404, 409, 410, 413, 422]);

export class Sending {
  // `answered(answer)` and `refused(status, answer)` end an attempt; `troubled()` tells that it will be repeated.
  constructor(ballot, { answered, refused, troubled }) {
    this.url = ballot.dataset.cast;
    this.page = ballot.dataset.page;
    this.token = ballot.querySelector("input[name=csrf_token]");
    Object.assign(this, { answered, refused, troubled, marks: null, tries: 0, nextAt: 0, trouble: "" });
    for (const [target, event] of [[window, "online"], [window, "pageshow"], [document, "visibilitychange"]]) {
      target.addEventListener(event, () => document.hidden || this.now());
    }
  }

  start(marks) {
    Object.assign(this, { marks, tries: 0, trouble: "" });
    this.now();
  }

  // Repeat at once, unless a request is on its way.
  now() {
    if (!this.marks || this.isUnderWay) return;
    clearTimeout(this.timer);
    this.attempt();
  }

  stop() {
    clearTimeout(this.timer);
    this.marks = null;
  }

  async attempt() {
    this.isUnderWay = true;
    this.tries += 1;
    const { marks } = this;
    const heard = await this.post(marks);
    this.isUnderWay = false;
    if (marks !== this.marks) return;
    if (heard.received) {
      this.stop();
      this.answered(marks, heard.received);
    } else if (heard.refused) {
      this.stop();
      this.refused(marks, heard.refused, heard.answer);
    } else {
      this.later(heard.trouble, heard.wait);
    }
  }

  later(trouble, wait) {
    const asked = wait ?? WAITS[Math.min(this.tries, WAITS.length) - 1] * 0.8;
    const seconds = asked * (1 + 0.5 * Math.random()); // a hall that was told to wait does not come back as one
    Object.assign(this, { trouble, nextAt: Date.now() + seconds * 1000 });
    this.timer = setTimeout(() => this.now(), seconds * 1000);
    this.troubled();
  }

  async post(marks) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const response = await fetch(this.url, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: this.body(marks),
        signal: patience.signal,
      });
      return await this.heard(response);
    } catch {
      return { trouble: "silent" };
    } finally {
      clearTimeout(timer);
    }
  }

  body({ ranking, blank, nonce, attempt, seen, receipt }) {
    const fields = { ranking: ranking.map((rank) => [rank].flat().join("=")).join(","), nonce, attempt, seen, ...(blank && { blank: "y" }), ...(receipt && { receipt }) };
    return new URLSearchParams({ csrf_token: this.token?.value ?? "", ...fields });
  }

  // Only the server's own word counts: a page of a hotel's network in its place is no answer.
  async heard(response) {
    const answer = await response.json().catch(() => null);
    if (response.ok && answer?.state === "received" && answer.receipt) return { received: answer };
    if (FINAL.has(response.status) && answer?.error) return { refused: response.status, answer };
    if (response.status === 401) return { trouble: "signed_out" };
    if (response.status === 400) {
      await this.renew();
      return { trouble: "silent", wait: this.tries > 1 ? undefined : 0 };
    }
    if (answer?.why === "paused") return { trouble: "paused" };
    const wait = Number(response.headers.get("Retry-After")) || undefined;
    return { trouble: wait || response.status === 429 ? "busy" : "silent", wait };
  }

  // A new sign-in brings a new token; the page's own form has it.
  async renew() {
    const response = await fetch(this.page, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = page.querySelector("ranked-ballot input[name=csrf_token]");
    if (token && this.token) this.token.value = token.value;
  }
}
