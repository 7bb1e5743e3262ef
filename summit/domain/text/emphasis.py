"""Which runs of `*` and `_` open and close emphasis: the delimiter stack of CommonMark 0.31, section 6.2."""

from dataclasses import dataclass

from summit.domain.text.characters import OTHER, SPACE, flanking_class

Delimiters = list[list[int]]
Span = tuple[int, int, tuple[str, str]]


@dataclass(slots=True)
class _Run:
    """One run of delimiters: what is left of it, and what it may do."""

    at: list[int]
    sign: str
    length: int
    opens: bool
    closes: bool


def pair(source: str, delimiters: Delimiters, symbols_are_punctuation: bool) -> list[Span]:
    """The spans of emphasis and strong that the runs make; each run keeps the part that stays literal.

    A span reaches from the outer end of its opening sign to the outer end of its closing sign. The memory
    of where no opener was found keeps the cost linear in the number of runs.
    """
    runs = [_run(source, at, symbols_are_punctuation) for at in delimiters]
    spans: list[Span] = []
    stack: list[_Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and _left(run):
            key = (run.sign, run.opens, run.length % 3)
            found = _opener(stack, run, bottoms.get(key, 0))
            if found < 0:
                bottoms[key] = len(stack)
                break
            del stack[found + 1 :]
            bottoms = {name: min(depth, found + 1) for name, depth in bottoms.items()}
            spans.append(_close(stack[found], run))
            if not _left(stack[found]):
                stack.pop()
                bottoms = {name: min(depth, found) for name, depth in bottoms.items()}
        if run.opens and _left(run):
            stack.append(run)
    return spans


def _left(run: _Run) -> int:
    return run.at[1] - run.at[0]


def _opener(stack: list[_Run], closer: _Run, bottom: int) -> int:
    for index in range(len(stack) - 1, bottom - 1, -1):
        if stack[index].sign == closer.sign and not _is_odd_match(stack[index], closer):
            return index
    return -1


def _is_odd_match(opener: _Run, closer: _Run) -> bool:
    if not (opener.closes or closer.opens):
        return False
    total = opener.length + closer.length
    return total % 3 == 0 and not (opener.length % 3 == 0 and closer.length % 3 == 0)


def _close(opener: _Run, closer: _Run) -> Span:
    width = 2 if _left(opener) >= 2 and _left(closer) >= 2 else 1
    opener.at[1] -= width
    closer.at[0] += width
    return opener.at[1], closer.at[0], ("strong" if width == 2 else "emphasis", "")


def _run(source: str, at: list[int], symbols: bool) -> _Run:
    start, end = at
    before = flanking_class(source[start - 1 : start], symbols)
    after = flanking_class(source[end : end + 1], symbols)
    left = after != SPACE and (after != OTHER or before in (SPACE, OTHER))
    right = before != SPACE and (before != OTHER or after in (SPACE, OTHER))
    sign = source[start]
    if sign == "*":
        return _Run(at, sign, end - start, left, right)
    opens = left and (not right or before == OTHER)
    return _Run(at, sign, end - start, opens, right and (not left or after == OTHER))
