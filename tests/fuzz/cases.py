"""The cases of a run: each follows from its number alone, and says what is wrong, or nothing."""

import re
from collections import Counter
from collections.abc import Callable
from random import Random

from summit.documents.reading import Reading, ReadingRefused, read
from summit.documents.writing import office_text
from summit.domain.text import (
    Adopted,
    Kind,
    Provision,
    Text,
    align,
    apply,
    canonical_inline,
    collisions,
    derive,
    diff_words,
    id_maker,
    markdown,
    merge,
    plain_text,
    rebase,
)
from summit.domain.text.provisions import LITERAL
from tests.fuzz.archives import bomb, damaged, whole
from tests.fuzz.markup import STRANGE, Soup

FORMS = ("markdown", "html", "docx", "odt")
KINDS = (Kind.PARAGRAPH, Kind.ITEM, Kind.CODE)
_WORD = re.compile(r"zq\d+x")


def run(number: int) -> str | None:
    """What is wrong with case `number`, or None."""
    chance = Random(number)  # noqa: S311 - a case has to be the same each time
    return chance.choices([case for case, _ in CASES], [weight for _, weight in CASES])[0](chance)


def any_bytes(chance: Random) -> str | None:
    content = chance.randbytes(chance.choice((0, 1, 10, 1000, 100_000)))
    return _read_only(content, chance.choice(FORMS))


def any_signs(chance: Random) -> str | None:
    signs = [
        *"ab *_`[]()<>&;#\\!~^{}|-+=.:'\"\n\t",
        *STRANGE,
        "\u2028",
        "\x85",
        "\x1b",
        "\U000e0001",
        "]]>",
        "<!",
    ]
    words = "".join(chance.choices(signs, k=chance.choice((5, 50, 500, 5000))))
    return _read_only(words.encode(), chance.choice(FORMS[:2]))


def markdown_soup(chance: Random) -> str | None:
    soup = Soup(chance)
    return _kept(soup.markdown().encode(), "markdown", soup.words, chance)


def html_soup(chance: Random) -> str | None:
    soup = Soup(chance)
    return _kept(soup.html().encode(), "html", soup.words, chance)


def office_file(chance: Random) -> str | None:
    soup, form = Soup(chance), chance.choice(FORMS[2:])
    file = whole(soup, form)
    if file is None:
        return None
    if chance.random() < 0.5:
        return _kept(file, form, soup.words, chance)
    return _read_only(damaged(chance, file, form), form)


def office_bomb(chance: Random) -> str | None:
    form = chance.choice(FORMS[2:])
    return _read_only(bomb(chance, form), form)


def large(chance: Random) -> str | None:
    """Much of one thing: rows, items, headings, marks, notes, brackets."""
    many = chance.choice((1_000, 5_000, 20_000))
    content = chance.choice(MUCH)(many)
    return _read_only(content.encode(), chance.choice(FORMS[:2]))


MUCH: tuple[Callable[[int], str], ...] = (
    lambda many: "- a\n" * many,
    lambda many: "| a | b |\n|---|---|\n" + "| x | y |\n" * many,
    lambda many: "# h\n\n" * many,
    lambda many: "*a " * many,
    lambda many: "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(many // 10)),
    lambda many: "[" * many,
    lambda many: "<b>" * many,
    lambda many: "> " * many,
    lambda many: "\n".join("  " * min(n, 50) + "- x" for n in range(many // 10)),
    lambda many: "a" * many + "\u0301" * many,
    lambda many: "|" * many + "\n" + "|-" * many,
    lambda many: "<table><tr><td>" * (many // 20),
    lambda many: "<p>x" * many,
    lambda many: "`" * many,
)


def _read(content: bytes, form: str) -> Reading | None:
    try:
        return read(content, form)
    except ReadingRefused as refusal:
        if not str(refusal).endswith("."):
            raise
        return None


def _read_only(content: bytes, form: str) -> str | None:
    reading = _read(content, form)
    return None if reading is None else _ill_formed(reading.text)


def _kept(content: bytes, form: str, words: list[str], chance: Random) -> str | None:
    reading = _read(content, form)
    if reading is None:
        return None
    missing = Counter(words) - _found(reading)
    if missing:
        return f"{form}: lost {missing.total()} of {len(words)} words: {' '.join([*missing][:8])}"
    return _ill_formed(reading.text) or _written_again(reading.text, chance)


def _found(reading: Reading) -> Counter[str]:
    shown = [one.text if one.kind in LITERAL else plain_text(one.text) for one in reading.text]
    said = [one.what for one in reading.warnings]
    return Counter(_WORD.findall(" ".join([*shown, *said, *reading.metadata.values()])))


def _ill_formed(text: Text) -> str | None:
    ids = [one.id for one in text]
    if not ids or len(set(ids)) != len(ids):
        return "ids are missing or doubled"
    for one in text:
        if one.kind not in LITERAL and canonical_inline(one.text) != one.text:
            return f"{one.id} is not in canonical spelling: {one.text[:80]!r}"
    return None


def _written_again(text: Text, chance: Random) -> str | None:
    form = chance.choice(("markdown", "markdown", "docx", "odt"))
    if form != "markdown" and not any(one.text for one in text):
        return None
    file = markdown(text).encode() if form == "markdown" else office_text(text, form)
    again = read(file, form).text
    if again == text:
        return None
    differ = next(
        (pair for pair in zip(text, again, strict=False) if pair[0] != pair[1]), (len(text), len(again))
    )
    return f"written as {form} and read again: {str(differ)[:300]}"


# --- the engine ---------------------------------------------------------------------------------------------


def engine(chance: Random) -> str | None:
    """Texts and amendments far longer, stranger and more alike than people write."""
    vocabulary = chance.choice((["a"], ["a", "b"], ["x", *STRANGE], [*STRANGE, *map(str, range(500))]))
    provisions, length = chance.choice(((1, 5_000), (3, 500), (300, 20), (2_000, 8)))
    base = tuple(
        Provision(f"p{n}", chance.choice(KINDS), 1, "-", _words(chance, vocabulary, length))
        for n in range(provisions)
    )
    one, other = (_changed(chance, base, vocabulary, length, prefix) for prefix in ("a", "b"))
    return _derived(base, one) or _merged(base, one, other)


def _words(chance: Random, vocabulary: list[str], length: int) -> str:
    return canonical_inline(" ".join(chance.choices(vocabulary, k=chance.randint(1, length))))


def _changed(chance: Random, base: Text, vocabulary: list[str], length: int, prefix: str) -> Text:
    made, after = id_maker(prefix), []
    order = chance.sample(base, len(base)) if chance.random() < 0.1 else base
    for one in order:
        fate = chance.random()
        if fate < 0.1:
            continue
        text = one.text if fate < 0.6 else _edited(chance, one.text, vocabulary)
        after.append(Provision(one.id, one.kind, one.depth, one.marker, text))
        if fate > 0.9:
            after.append(Provision(made(), Kind.PARAGRAPH, 0, "", _words(chance, vocabulary, length)))
    return tuple(after)


def _edited(chance: Random, text: str, vocabulary: list[str]) -> str:
    words = text.split(" ")
    for _ in range(chance.choice((1, 3, len(words)))):
        words[chance.randrange(len(words))] = chance.choice(vocabulary)
    return canonical_inline(" ".join(words))


def _derived(base: Text, after: Text) -> str | None:
    if apply(base, derive(base, after)) != after:
        return "derived operations do not give the text they were derived from"
    renamed = tuple(
        Provision(f"r{n}", one.kind, one.depth, one.marker, one.text) for n, one in enumerate(after)
    )
    if apply(base, derive(base, align(base, renamed))) != align(base, renamed):
        return "a text that was aligned is not what its operations give"
    was = {one.id: one for one in base}
    for one in after[:20]:
        old = was.get(one.id, one)
        said = diff_words(old.text, one.text, old.kind)
        if len({segment.kind for segment in said} - {"equal", "deleted", "inserted"}):
            return "a segment of an unknown kind"
    return None


def _merged(base: Text, one: Text, other: Text) -> str | None:
    first, second = derive(base, one), derive(base, other)
    if set(collisions(base, first, second)) != set(collisions(base, second, first)):
        return "two amendments collide in one order only"
    both = [Adopted(1, first), Adopted(2, second)]
    if merge(base, both) != merge(base, both[::-1]):
        return "merging in another order gives another text"
    carried = rebase(second, base, merge(base, both[:1]), number=2, adopted=both[:1])
    if carried.outcome != "orphaned" and apply(one, carried.operations) != merge(base, both):
        return "rebased and adopted is not what both adopted give"
    return None


Case = Callable[[Random], str | None]
CASES: tuple[tuple[Case, int], ...] = (
    (any_bytes, 8), (any_signs, 20), (markdown_soup, 40), (html_soup, 30), (office_file, 20),
    (office_bomb, 3), (large, 4), (engine, 20),
)  # fmt: skip
