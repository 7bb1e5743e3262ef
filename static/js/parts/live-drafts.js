// What is typed and not sent survives reload, sleep and a closed page: <textarea data-draft="say-amendment/7">.
//
// Without a value of data-draft the page's address and the field's name are the key. A draft belongs to the person
// at whose sign-in it was typed. It goes when the form was sent and the server answered by a redirect.

const KEEP_DAYS = 14;
const SENT = "drafts-sent";
const DEVICE = "localStorage";
const TAB = "sessionStorage";

/** What to do with a field that the server filled with `base`: the words to put in, or null to leave it. */
export function restored(draft, base) {
  return draft && draft.base === base && draft.text !== base ? draft.text : null;
}

/** Whether the page at hand is the answer to a form that this tab sent, and the server took it. */
export function wasTaken({ redirects, arrival, referrer }, sentFrom) {
  return redirects > 0 && arrival !== "back_forward" && bare(referrer) === bare(sentFrom);
}

export function isOld(draft, now) {
  return !(now - draft.at < KEEP_DAYS * 86_400_000);
}

function bare(address) {
  return address.split("#")[0];
}

function keyOf(field) {
  const own = field.dataset.draft || `${location.pathname}#${field.name}`;
  return `draft:${document.body.dataset.author ?? ""}:${own}`;
}

function read(store, key) {
  try {
    return JSON.parse(globalThis[store].getItem(key));
  } catch {
    return null;
  }
}

function write(store, key, value) {
  try {
    if (value === null) globalThis[store].removeItem(key);
    else globalThis[store].setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the words stay in the field, which is all a page without storage can do.
  }
}

/** Keep drafts from now on and bring back those of this page. */
export function keepDrafts() {
  forgetSent();
  forgetOld();
  restoreAll(document);
  document.addEventListener("input", ({ target }) => target.matches?.("textarea[data-draft]") && keep(target));
  document.addEventListener("live:morphed", ({ target }) => restoreAll(target));
  document.addEventListener("submit", ({ target }) => markSent(target));
  document.addEventListener("draft:sent", ({ target }) => target.querySelectorAll && forgetIn(target));
  addEventListener("pageshow", ({ persisted }) => persisted && write(TAB, SENT, null));
}

function keep(field) {
  const isChanged = field.value !== field.defaultValue;
  const draft = { text: field.value, base: field.defaultValue, at: Date.now() };
  write(DEVICE, keyOf(field), isChanged ? draft : null);
}

function restoreAll(root) {
  for (const field of root.querySelectorAll("textarea[data-draft]")) {
    if (field.value !== field.defaultValue) continue;
    const words = restored(read(DEVICE, keyOf(field)), field.defaultValue);
    if (words === null) continue;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function markSent(form) {
  const keys = [...form.querySelectorAll("textarea[data-draft]")].map(keyOf);
  if (keys.length) write(TAB, SENT, { keys, from: location.href });
}

function forgetSent() {
  const sent = read(TAB, SENT);
  if (!sent) return;
  const [arrival] = performance.getEntriesByType("navigation");
  const page = { redirects: arrival?.redirectCount ?? 0, arrival: arrival?.type, referrer: document.referrer };
  if (wasTaken(page, sent.from)) for (const key of sent.keys) write(DEVICE, key, null);
  write(TAB, SENT, null);
}

function forgetIn(form) {
  for (const field of form.querySelectorAll("textarea[data-draft]")) write(DEVICE, keyOf(field), null);
}

function forgetOld() {
  for (const key of draftKeys()) {
    const draft = read(DEVICE, key);
    if (!draft || isOld(draft, Date.now())) write(DEVICE, key, null);
  }
}

function draftKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
  } catch {
    return []; // a browser that forbids storage throws at its very name
  }
}
