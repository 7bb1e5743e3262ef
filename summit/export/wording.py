"""How marks, moments, shares and fates are put into words, the same in every format."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from summit.documents.models import AmendmentState
from summit.domain.text import Kind, Provision
from summit.domain.wording import listed
from summit.export.model import Effect, Mark, OtherMethod, Part, Proposed, TieLine, Vote

NOTHING = "none"


def am(number: int) -> str:
    return f"AM {number}"


def vote(number: int) -> str:
    return f"V-{number:02}"


def mark(one: Mark) -> str:
    """What stands in the margin: "AM 12 · V-07"."""
    return am(one.amendment) if one.poll is None else f"{am(one.amendment)} · {vote(one.poll)}"


def called(provision: Provision, label: str) -> str:
    """How a provision is named in a sentence: "§12", "section 2.1", "note 3"; its id without a number."""
    if not label:
        return f"{provision.kind} ({provision.id})"
    before = {Kind.HEADING: "section ", Kind.NOTE: "note "}.get(provision.kind, "§")
    return f"{before}{label}"


def moment(at: datetime | None) -> str:
    """2014-05-30 10:04:12 -05:00: seconds, because disputes turn on them, and the offset beside."""
    if at is None:
        return "not yet"
    offset = at.strftime("%z")
    return f"{at:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:]}"


def clock(at: datetime | None) -> str:
    return "not yet" if at is None else f"{at:%H:%M:%S}"


def added(votes: list[str]) -> str:
    """The exact sum of numbers of votes that are written as text: integers, decimals or fractions."""
    places = max((len(one.partition(".")[2]) for one in votes), default=0)
    total = sum((Fraction(one) for one in votes), Fraction(0))
    if not places:
        return str(total)
    scaled = str(int(total * 10**places)).rjust(places + 1, "0")
    return f"{scaled[:-places]}.{scaled[-places:]}"


_FATES = {
    AmendmentState.TABLED: "not decided",
    AmendmentState.LATE: "not decided: it came after the deadline",
    AmendmentState.PROPOSED: "not decided: it gathers seconders",
    AmendmentState.LAPSED: "lapsed: not seconded in time, or too late",
    AmendmentState.ADOPTED: "adopted",
    AmendmentState.REJECTED: "rejected",
    AmendmentState.FALLEN: "fell",
    AmendmentState.ORPHANED: "not decided: the words it changes are gone",
    AmendmentState.OBSOLETE: "obsolete: the text contains it already",
    AmendmentState.WITHDRAWN: "withdrawn by its proposer",
    AmendmentState.MERGED: "merged",
    AmendmentState.SPLIT: "divided: its parts are amendments of their own",
    AmendmentState.ON_HOLD: "adopted, then on hold: the words it built upon were taken back",
}


TEXT_FATES = {
    "draft": "a draft, before no body yet",
    "before": "not decided",
    "adopted": "adopted",
    "rejected": "rejected",
    "referred": "referred",
    "withdrawn": "withdrawn",
}


def text_fate(one: Part) -> str:
    """What became of a text: "referred to Table 3: it is not ready"."""
    words = TEXT_FATES[one.state] + (f" to {one.referred_to}" if one.referred_to else "")
    return words + (f": {one.reason}" if one.reason else "")


def fate(one: Proposed) -> str:
    """What became of an amendment: "fell because of AM 3"."""
    if one.lapsed_with:
        return f"lapsed: its text was {one.lapsed_with} before it was put"
    words = _FATES[AmendmentState(one.fate)]
    if one.fell_because_of is not None:
        joined = "into" if one.fate == AmendmentState.MERGED else "because of"
        words += f" {joined} {am(one.fell_because_of)}"
    return words


DEEDS = {"changed": "changed", "inserted": "inserted", "moved": "moved", "struck": "struck"}


def deed(one: Mark) -> str:
    return "a provision struck behind this one" if one.deed == "struck" else DEEDS[one.deed]


_TIE_RULES = {
    "together": "eliminated together",
    "earlier_rounds": "decided by the most recent earlier round in which they differed",
    "lots": "decided by lot",
    "chair": "decided by the chair",
    "lost": "lost",
    "unresolved": "not resolved",
}


def tie(one: TieLine) -> str:
    broken = _TIE_RULES.get(one.rule, one.rule)
    words = f"round {one.round}, {one.purpose}: {listed(list(one.options))} level; {broken}"
    return f"{words}: {one.chosen}" if one.chosen else words


def effect(one: Effect) -> list[str]:
    """What a result did to the text, sentence by sentence."""
    if one.whole:
        return [one.whole]
    if not one.is_on_text:
        return ["It changes no text."]
    if one.adopted is None:
        kept = "The text is kept as it was."
        return [kept, f"{ams(one.rejected)} rejected."] if one.rejected else [kept]
    if one.together:
        said = [f"{ams(one.together)} adopted together, up to revision {one.revision}."]
        said += [f"{ams(one.rejected)} rejected with them."] if one.rejected else []
    else:
        said = [f"{am(one.adopted)} adopted: revision {one.revision}."]
    for numbers, words in (
        (one.fallen, f"fell because of {am(one.adopted)}"),
        (one.merged, f"merged into {am(one.adopted)}"),
        (one.obsolete, "obsolete: contained in the new text"),
        (one.orphaned, "back to the proposer: the words it changes are gone"),
    ):
        said += [f"{ams(numbers)} {words}."] if numbers else []
    return said


def ams(numbers: Iterable[int]) -> str:
    """AM 3, AM 4 and AM 9."""
    return listed([am(number) for number in numbers])


def ties(one: Vote) -> str:
    return "; ".join(tie(each) for each in one.ties) or NOTHING


def other_methods(one: Vote) -> str:
    """Who would be in front under each other method: "Schulze B; Borda A, after a tie resolved by lot"."""
    return "; ".join(_other_method(each) for each in one.other_methods)


def _other_method(one: OtherMethod) -> str:
    first = (
        f"undecided between {listed(list(one.tied))}" if one.tied else listed(list(one.winners)) or "nobody"
    )
    return f"{one.method} {first}{', after a tie resolved by lot' if one.by_lot else ''}"
