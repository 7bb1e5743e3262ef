// A tablet that several people use: whoever is done leaves nothing of their ballots on it. What the server has not
// answered yet stays, under its voter's number: only their own sign-in sends it, and it must not be lost.

const BALLOT = "summit-ballot:";

function isWaiting(name) {
  try {
    return Boolean(JSON.parse(localStorage.getItem(`${name}:cast`) ?? "null")?.sending);
  } catch {
    return false;
  }
}

export function clearBallots() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(BALLOT));
  for (const key of keys) {
    if (!isWaiting(key.replace(/:(draft|cast)$/, ""))) localStorage.removeItem(key);
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-clears]")) return;
  try {
    clearBallots();
  } catch {
    // a browser that keeps nothing has nothing to clear
  }
});
