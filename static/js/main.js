// Entry of all scripts. Pages work without them; each behaviour is one file in js/parts/.
//
// To add one: write js/parts/<name>.js that defines a custom element,
//
//     customElements.define("ballot-ranking", class extends HTMLElement {
//       connectedCallback() { … }        // also called when a fragment is morphed in
//       disconnectedCallback() { … }
//     });
//
// wrap the server's HTML in <ballot-ranking>…</ballot-ranking>, and import the file here. Style by classes only:
// the content security policy blocks style attributes and inline scripts.

document.documentElement.classList.add("has-scripts");

import "./parts/amend.js";
import "./parts/debate.js";
import "./parts/sense.js";
import "./parts/ballot.js";
import "./parts/slip.js";
import "./parts/shared.js";
import "./parts/presence.js";
import "./parts/door.js";
import "./parts/wall-clock.js";
import "./parts/speech-clock.js";
import "./parts/voice.js";
import "./parts/live.js";
