// The time of day on the hall's wall, by the server's clock and in the summit's zone.

const MINUTE = 60_000;

/** "2026-11-25T10:07:31-05:00" → minutes that its zone is ahead of UTC. */
export function zoneOf(moment) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(moment) ?? [null, "+", "00", "00"];
  return (sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}

/** "10:07" of a moment in milliseconds, in a zone so many minutes ahead of UTC. */
export function timeOfDay(at, zone) {
  return new Date(at + zone * MINUTE).toISOString().slice(11, 16);
}

if (globalThis.customElements) {
  customElements.define(
    "wall-clock",
    class extends HTMLElement {
      connectedCallback() {
        const said = this.dataset.now;
        const drift = Date.parse(said) - Date.now();
        const tick = () => (this.textContent = timeOfDay(Date.now() + drift, zoneOf(said)));
        tick();
        this.timer = setInterval(tick, 1_000);
      }

      disconnectedCallback() {
        clearInterval(this.timer);
      }
    },
  );
}
