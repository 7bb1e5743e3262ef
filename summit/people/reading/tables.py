"""A file of separated values as rows of cells with their line numbers, whatever programme saved it."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summit.domain.errors import Unacceptable

LARGEST = 2_000_000
MOST_LINES = 5_000
MOST_LINES_OF_A_FILE = 100_000
"""Empty ones, of which spreadsheets leave many, included."""
MOST_LINES_OF_A_RECORD = 50
"""More lines than that are no cell with line ends in it, but a quotation mark that has lost its other."""
SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}


class ListRefused(Unacceptable):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record and the line of the file on which it begins; no cells if it cannot be read."""

    line: int
    cells: tuple[str, ...] | None

    @property
    def is_empty(self) -> bool:
        return self.cells is not None and not any(cell.strip() for cell in self.cells)


def decoded(content: bytes) -> tuple[str, str]:
    """The text, line ends as `\\n`, and the name of its encoding.

    UTF-16 is known by its mark or by its zeros; what is no UTF-8 is taken as Windows-1252, in which office
    programmes of the West save. Raises ListRefused for a file that is empty, too large or none of these.
    """
    if len(content) > LARGEST:
        raise ListRefused(f"The file is too large: at most {LARGEST // 1_000_000} MB are read.")
    for encoding in _likely(content):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        if not text.strip():
            raise ListRefused("The file is empty.")
        if text.count("\n") > MOST_LINES_OF_A_FILE:
            raise ListRefused(f"The file has more than {MOST_LINES_OF_A_FILE:,} lines.")
        return text, _NAMES.get(encoding, "UTF-16")
    raise ListRefused("The file is no text: save the list as CSV, best in UTF-8.")


def _likely(content: bytes) -> tuple[str, ...]:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked:
        return (marked,)
    if b"\0" in content:
        is_little = content[1::2].count(0) > content[::2].count(0)
        return ("utf-16-le" if is_little else "utf-16-be",)
    return ("utf-8", "cp1252")


def rows(lines: Sequence[str], separator: str, first: int = 1) -> Iterator[Row]:
    """The records of `lines`, the first of which is line `first` of the file.

    A line whose quotation marks do not pair is answered without cells, and reading goes on with the next
    line: one forgotten mark must not swallow the people below it.
    """
    start = 0
    while start < len(lines):
        source = _WithEnds(lines, start)
        reader = csv.reader(source, delimiter=separator, strict=True)
        taken = 0
        try:
            for cells in reader:
                yield Row(first + start + taken, tuple(cells))
                taken = reader.line_num
                source.left = MOST_LINES_OF_A_RECORD
            return
        except csv.Error:
            yield Row(first + start + taken, None)
            start += taken + 1


class _WithEnds:
    """The lines from `start` with their ends, `left` of them: so that the end of a record is not looked for
    in the whole rest of the file, line after line."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self.lines, self.at, self.left = lines, start, MOST_LINES_OF_A_RECORD

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at == len(self.lines) or not self.left:
            raise StopIteration
        self.at, self.left = self.at + 1, self.left - 1
        return self.lines[self.at - 1] + "\n"
