// Puts fresh HTML into a part of the page without touching what somebody is using.

import { Idiomorph } from "idiomorph";

const CONTROLS = "input, textarea, select, [contenteditable]";

/** Whether a form holds something that was typed or chosen and not sent. */
export function isTyped(form) {
  return [...form.elements].some((field) => {
    if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.defaultValue !== undefined && field.value !== field.defaultValue;
  });
}

/** What no news may change: kept parts, the control in use, and a form in use or with something typed. */
export function isInUse(node) {
  if (!(node instanceof Element)) return false;
  if (node.matches("[data-keep]")) return true;
  const focused = document.activeElement?.matches(CONTROLS) ? document.activeElement : null;
  if (node === focused) return true;
  return node instanceof HTMLFormElement && (node.contains(focused) || isTyped(node));
}

function holdsWhatIsInUse(node) {
  return isInUse(node) || (node instanceof Element && [...node.querySelectorAll("*")].some(isInUse));
}

const callbacks = {
  beforeNodeMorphed: (node) => !isInUse(node),
  beforeNodeRemoved: (node) => !holdsWhatIsInUse(node),
  // Which details a reader has opened is theirs to say.
  beforeAttributeUpdated: (name, node) => !(name === "open" && node instanceof HTMLDetailsElement),
};

/** Make the inside of `part` as `nodes`; elements that stay the same stay the same elements. */
export function morph(part, nodes) {
  Idiomorph.morph(part, nodes, { morphStyle: "innerHTML", ignoreActiveValue: true, callbacks });
  part.dispatchEvent(new CustomEvent("live:morphed", { bubbles: true }));
}

/** Make one element as `fresh`, unless it is in use. */
export function morphElement(element, fresh) {
  Idiomorph.morph(element, fresh, { morphStyle: "outerHTML", ignoreActiveValue: true, callbacks });
}

/** The nodes of an HTML text; its scripts do not run. */
export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}
