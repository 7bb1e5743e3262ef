"""A small screen reader: what somebody hears who works a page by its keys and sees nothing of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page

LIVE = """() => {
  window.spoken = [];
  const live = "[role=status], [role=alert], [aria-live]";
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const region = (target.closest ? target : target.parentElement)?.closest(live);
      const words = region?.textContent.trim().replace(/\\s+/g, " ");
      const isSilent = !region || region.closest("[hidden]") || region.getAttribute("aria-live") === "off";
      if (words && !isSilent && window.spoken.at(-1) !== words) window.spoken.push(words);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
}"""
"""Keeps what live regions say, as a screen reader does: the whole region when something in it changes."""
AT_REST = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 150)))"
"""Live regions are spoken when the page has come to rest: by its own clock, which stands while it is busy."""
TAKEN = "() => window.spoken.splice(0)"
CONTROLS = {"button", "link", "checkbox", "textbox", "combobox", "radio", "DisclosureTriangle", "spinbutton"}
ONE_LINE = {"heading", "paragraph", "listitem", "term", "definition", "LabelText", "StaticText"}
STATES = {"disabled": "unavailable", "pressed": "pressed", "checked": "checked", "expanded": "expanded"}


@dataclass
class Listener:
    """Counts every key that is pressed; `heard` has what each of them was answered with."""

    page: Page
    keys: int = 0
    heard: list[tuple[str, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.devtools: CDPSession = self.page.context.new_cdp_session(self.page)
        self.devtools.send("Accessibility.enable")
        self.page.evaluate(LIVE)
        self.at: int | None = None
        self.at_words = ""

    def presses(self, key: str) -> list[str]:
        """One key for the page: what live regions say of it, then what has the focus if it moved."""
        self.page.keyboard.press(key)
        self.page.evaluate(AT_REST)
        spoken: list[str] = self.page.evaluate(TAKEN)
        focused = self._focused()
        if focused and focused["backendDOMNodeId"] != self.at:
            self.at = focused["backendDOMNodeId"]
            spoken.append(_said(focused))
        self.at_words = _said(focused) if focused else ""
        return self._note(key, spoken)

    def reads_on(self) -> str:
        """The reader's own key for the next line, which the page never sees."""
        lines = list(self._lines())
        places = [place for place, (node, _) in enumerate(lines) if node == self.at]
        self.at, words = lines[places[0] + 1 if places else 0]
        return self._note("reads on", [words])[0]

    def hears(self, words: str) -> None:
        """Wait until a live region has said this since the last key."""
        _, heard = self.heard[-1]
        for _ in range(600):
            if words in heard:
                return
            self.page.wait_for_timeout(100)
            heard += self.page.evaluate(TAKEN)
        raise AssertionError(f"{words!r} was never said")

    def _note(self, key: str, spoken: list[str]) -> list[str]:
        self.keys += 1
        self.heard.append((key, spoken))
        return spoken

    def _focused(self) -> dict[str, Any] | None:
        """The node of the accessibility tree that has the focus; the body is nowhere."""
        found = self.devtools.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        if "body" in found.get("description", ""):
            return None
        asked = {"objectId": found["objectId"], "fetchRelatives": False}
        nodes: list[dict[str, Any]] = self.devtools.send("Accessibility.getPartialAXTree", asked)["nodes"]
        return nodes[0]

    def _lines(self) -> Iterator[tuple[int, str]]:
        """The page from top to bottom, a line for each control, heading and paragraph."""
        nodes = self.devtools.send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}

        def below(node: dict[str, Any]) -> list[dict[str, Any]]:
            return [by_id[child] for child in node.get("childIds", ()) if child in by_id]

        def words(node: dict[str, Any]) -> str:
            if _role(node) == "StaticText":
                return _name(node)
            return " ".join(filter(None, map(words, below(node))))

        def has_control(node: dict[str, Any]) -> bool:
            return any(_role(one) in CONTROLS or has_control(one) for one in below(node))

        def walk(node: dict[str, Any]) -> Iterator[tuple[int, str]]:
            role = _role(node)
            is_shown = not node.get("ignored")
            if is_shown and role in CONTROLS | {"heading"}:
                yield node["backendDOMNodeId"], _said(node)
            elif is_shown and role in ONE_LINE and not has_control(node):
                if line := words(node):
                    yield node["backendDOMNodeId"], line
            else:
                for one in below(node):
                    yield from walk(one)

        yield from walk(nodes[0])


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def _said(node: dict[str, Any]) -> str:
    """Name, role and states, as screen readers put them."""
    states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
    told = [word for state, word in STATES.items() if states.get(state) in (True, "true")]
    return ", ".join([_name(node), _role(node), *told])
