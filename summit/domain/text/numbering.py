"""Labels of provisions, derived for each revision and printed; never a key."""

from collections.abc import Iterable

from summit.domain.text.provisions import Kind, Provision, Text


def labels(text: Text) -> dict[str, str]:
    """The label of each provision that has one, by id.

    Headings are numbered by section ("2.1"), counting levels as they nest. Paragraphs run through the text
    ("12"). The items of a list are letters of the paragraph before it, or of a number of their own ("13 a",
    "13 a ii"); a paragraph within an item shares the label of the item. Notes bear their own label; quotes,
    tables, code and rules none.
    """
    numbering = _Numbering()
    found: dict[str, str] = {}
    for one in text:
        label = numbering.label(one)
        if label:
            found[one.id] = label
    return found


class _Numbering:
    """Where the count stands: sections, the running number of paragraphs, the open lists."""

    def __init__(self) -> None:
        self.sections: list[tuple[int, int]] = []
        self.paragraph = 0
        self.items: list[int] = []
        self.continues = False

    def label(self, one: Provision) -> str:
        if one.kind is Kind.HEADING:
            self._begin(continues=False)
            return self._section(one.depth)
        if one.kind is Kind.ITEM:
            return self._item(max(one.depth, 1))
        if one.kind is Kind.NOTE:
            return one.marker
        if one.kind is Kind.PARAGRAPH:
            return self._paragraph(one.depth)
        if one.depth == 0:
            self._begin(continues=False)
        return ""

    def _begin(self, *, continues: bool) -> None:
        self.items = []
        self.continues = continues

    def _section(self, level: int) -> str:
        while self.sections and self.sections[-1][0] > level:
            last = self.sections.pop()
            if not self.sections or self.sections[-1][0] < level:
                self.sections.append((level, last[1]))
        if self.sections and self.sections[-1][0] == level:
            self.sections[-1] = (level, self.sections[-1][1] + 1)
        else:
            self.sections.append((level, 1))
        return ".".join(str(number) for _, number in self.sections)

    def _paragraph(self, depth: int) -> str:
        if depth and self.items:
            return self._label(self.items[: min(depth, len(self.items))])
        self._begin(continues=True)
        self.paragraph += 1
        return str(self.paragraph)

    def _item(self, depth: int) -> str:
        if not self.items and not self.continues:
            self.paragraph += 1
        del self.items[depth:]
        if len(self.items) == depth:
            self.items[-1] += 1
        else:
            self.items += [1] * (depth - len(self.items))
        return self._label(self.items)

    def _label(self, items: Iterable[int]) -> str:
        return " ".join(
            [str(self.paragraph), *(_STYLES[level % 3](item) for level, item in enumerate(items))]
        )


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    written = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        written = chr(ord("a") + place) + written
    return written


_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
)
_SMALL_ROMAN = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """1 → i, 4 → iv, 1990 → mcmxc."""
    written = ""
    for value, sign in (*_ROMAN, *_SMALL_ROMAN):
        times, number = divmod(number, value)
        written += sign * times
    return written


_STYLES = (letters, roman, str)


def from_letters(written: str) -> int:
    """a → 1, z → 26, aa → 27."""
    number = 0
    for letter in written:
        number = number * 26 + ord(letter) - ord("a") + 1
    return number


def from_roman(written: str) -> int:
    """i → 1, iv → 4, mcmxc → 1990; what is no Roman numeral counts as the sum of its leading signs."""
    number = place = 0
    for value, sign in (*_ROMAN, *_SMALL_ROMAN):
        while written.startswith(sign, place):
            number, place = number + value, place + len(sign)
    return number
