"""What was typed while amending, as changes to the text; what cannot be read is said at its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from summit.documents.forms import AT_THE_BEGINNING, Edit
from summit.documents.reading import Reading, ReadingRefused
from summit.documents.services import Change
from summit.documents.services.changes import AT_THE_BEGINNING as NO_ID
from summit.domain.text import Kind, Provision, Text, canonical_inline
from summit.domain.text.provisions import LITERAL

LONGEST_WORDS = 20_000
LONGEST_ADDED = 20_000
LONGEST_TOGETHER = 60_000
"""Signs. All that is typed is read while others wait, so there is an end to it."""
USE_STRIKE = "To take all words away, tick “Strike this provision”."
NEW_PARAGRAPH = "A blank line begins a new paragraph: put that under “New text after this”."
TOO_LONG = f"A provision has at most {LONGEST_WORDS:,} signs."
TOO_MUCH_ADDED = f"At one place at most {LONGEST_ADDED:,} signs are added; propose the rest apart."
TOO_MUCH = f"One amendment holds at most {LONGEST_TOGETHER:,} signs of new words; propose the rest apart."
NO_TABLE = "This is no table any more: each line has its cells between | signs, the second is | --- | --- |."

Reader = Callable[[str], Reading]


@dataclass(slots=True)
class Typed:
    """The changes made; what cannot be read, by place; what became of words that a text cannot hold."""

    changes: list[Change] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def changes_of(edits: Sequence[Edit], text: Text, read: Reader) -> Typed:
    """The edits as changes to `text`; edits at places that are not in it are left out."""
    by_id = {one.id: one for one in text}
    typed = Typed()
    left = LONGEST_TOGETHER
    for edit in edits:
        provision = by_id.get(edit.id)
        if provision is None and edit.id != AT_THE_BEGINNING:
            continue
        left -= _new_signs(edit, provision)
        if left < 0:
            typed.problems[edit.id if provision else after_field(edit.id)] = TOO_MUCH
            break
        inserted = _inserted(typed, edit, read)
        words = _changed(typed, edit, provision, read) if provision else None
        if words is not None or edit.struck or inserted:
            id = edit.id if provision else NO_ID
            typed.changes.append(Change(id, words, edit.struck, inserted))
    return typed


def _new_signs(edit: Edit, provision: Provision | None) -> int:
    is_as_it_was = provision is None or edit.struck or edit.words == provision.text.strip()
    return len(edit.after) + (0 if is_as_it_was else len(edit.words))


def _inserted(typed: Typed, edit: Edit, read: Reader) -> Text:
    if not edit.after.strip():
        return ()
    if len(edit.after) > LONGEST_ADDED:
        typed.problems[after_field(edit.id)] = TOO_MUCH_ADDED
        return ()
    try:
        reading = read(edit.after)
    except ReadingRefused as refusal:
        typed.problems[after_field(edit.id)] = str(refusal)
        return ()
    typed.remarks += [f"{warning.where}: {warning.what}." for warning in reading.warnings]
    return reading.text


def after_field(id: str) -> str:
    """The place of what is said about the text behind a provision."""
    return f"after-{id}"


def _changed(typed: Typed, edit: Edit, provision: Provision, read: Reader) -> str | None:
    if edit.struck:
        return None
    try:
        return _words(edit.words, provision, read)
    except (ReadingRefused, ValueError) as refusal:
        typed.problems[edit.id] = str(refusal)
        return None


def _words(typed: str, provision: Provision, read: Reader) -> str | None:
    """The new words in canonical spelling, or None where they are the old ones. Raises ValueError."""
    if typed == provision.text.strip() or provision.kind is Kind.RULE:
        return None
    if not typed:
        raise ValueError(USE_STRIKE)
    if len(typed) > LONGEST_WORDS:
        raise ValueError(TOO_LONG)
    words = _literal(typed, provision, read) if provision.kind in LITERAL else _inline(typed)
    return None if words == provision.text else words


def _inline(typed: str) -> str:
    if any(not line.strip() for line in typed.split("\n")):
        raise ValueError(NEW_PARAGRAPH)
    words = canonical_inline(typed)
    if not words:
        raise ValueError(USE_STRIKE)
    return words


def _literal(typed: str, provision: Provision, read: Reader) -> str:
    if provision.kind is Kind.CODE:
        return typed
    table = read(typed).text
    if len(table) != 1 or table[0].kind is not Kind.TABLE:
        raise ValueError(NO_TABLE)
    return table[0].text
