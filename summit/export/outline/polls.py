"""Annex III, votes: one entry for each published poll, then the questions that are not decided."""

from summit.domain.wording import listed, share
from summit.export.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Runs,
    code,
    plain,
    said,
    strong,
)
from summit.export.model import Effect, FinalDocument, Vote
from summit.export.outline.links import Links, vote_anchor
from summit.export.wording import clock, effect, moment, other_methods, ties, vote


def votes(document: FinalDocument) -> list[Block]:
    links = Links(document)
    blocks: list[Block] = [Heading(2, "Annex III. Votes", "annex-3")]
    if not document.votes:
        blocks.append(Paragraph(said("No result has been published.")))
    for one in document.votes:
        blocks += _vote(one, links)
    if document.undecided:
        blocks.append(Heading(3, "Not decided"))
        blocks.append(
            Listing(
                tuple(
                    (plain(f"{vote(one.number)}: {one.title}"), *_document(one.document, links))
                    for one in document.undecided
                )
            )
        )
    return blocks


def _document(number: int | None, links: Links) -> Runs:
    return () if number is None else (plain(" ("), links.document(number), plain(")"))


def _vote(one: Vote, links: Links) -> list[Block]:
    return [
        Heading(3, f"{vote(one.number)}: {one.title}", vote_anchor(one.number)),
        Paragraph((strong(one.outcome.rstrip(".") + "."),)),
        *_void(one),
        *_repeats(one, links),
        Facts((*_conduct(one), *_text(one, links), *_figures(one))),
        *_options(one, links),
        *_rounds(one),
        *_pairs(one),
        *_called(one),
        Facts((*_chance(one), *_afterwards(one, links))),
        Paragraph((strong("Rules in words. "), plain(" ".join(one.rules)))),
        *_other_methods(one),
        *_challenges(one),
    ]


def _void(one: Vote) -> list[Block]:
    if one.void is None:
        return []
    words = f"{one.void.rstrip('.')}. What it decided was taken back; what follows was so until then."
    return [Paragraph((strong("Void. "), plain(words)))]


def _repeats(one: Vote, links: Links) -> list[Block]:
    said: list[Runs] = []
    if one.repeats is not None:
        said.append((plain("It repeats "), links.vote(one.repeats), plain(", which is void.")))
    if one.repeated_by is not None:
        said.append((plain("It is repeated by "), links.vote(one.repeated_by), plain(".")))
    return [Paragraph(words) for words in said]


def _challenges(one: Vote) -> list[Block]:
    """The challenges with their rulings; that there is none stands among the facts."""
    lines = []
    for each in one.challenges:
        ruled = {None: "not ruled upon yet", True: "upheld", False: "the result stands"}[each.upheld]
        ruling = f"; {ruled}: {each.ruling}" if each.ruling else f"; {ruled}"
        lines.append(said(f"{moment(each.at)}, {each.by}: {each.reason}{ruling}"))
    return [Paragraph((strong("Challenges."),)), Listing(tuple(lines))] if lines else []


def _other_methods(one: Vote) -> list[Block]:
    if not one.other_methods:
        return []
    head = "For information, not part of the result: the same ballots under other methods. "
    return [Paragraph((strong(head), plain(f"Without majority and quorum: {other_methods(one)}.")))]


def _conduct(one: Vote) -> list[tuple[str, Runs]]:
    opened = f"opened {moment(one.opened_at)} by the chair; closed {clock(one.closed_at)}, record code "
    published = f"; result published {clock(one.published_at)}"
    return [
        ("Method", said(one.method)),
        ("Rules", (plain("sha256 "), code(one.rules_digest))),
        ("Times", (plain(opened), code(one.record_code), plain(published))),
    ]


def _text(one: Vote, links: Links) -> list[tuple[str, Runs]]:
    if one.document is None or one.base_digest is None:
        return []
    places = f", {listed(list(one.places))}" if one.places else ""
    revision = (plain(f"{places}, revision {one.base}, sha256 "), code(one.base_digest))
    return [("Text", (links.document(one.document), *revision))]


def _figures(one: Vote) -> list[tuple[str, Runs]]:
    turnout = f"turnout {share(one.received, one.entitled)} of those entitled"
    ways = f" ({', '.join(f'{way} {number}' for way, number in one.ways)})" if len(one.ways) > 1 else ""
    papers = f" (of which {one.on_paper} on paper)" if one.on_paper and not ways else ways
    there = f"present {one.present}; " if one.present is not None else ""
    lost = f"receipts not found {one.not_found}; " if one.not_found else ""
    figures = (
        f"entitled {one.entitled}; {there}ballots {one.received}{papers}; valid {one.valid}; "
        f"blank {one.blank}; spoilt {one.spoilt}; late {one.late}; {lost}{turnout}"
    )
    if one.is_by_hand:
        figures = (
            f"counted by hand: entitled {one.entitled}; {there}counted {one.received}; valid {one.valid}; "
            f"blank or spoilt {one.blank}; {turnout}"
        )
    return [("Ballots", said(figures))]


def _options(one: Vote, links: Links) -> list[Block]:
    lines: list[Runs] = []
    for option in one.options:
        amendment = (links.am(option.amendment), plain(": ")) if option.amendment else ()
        lines.append((strong(f"{option.letter} "), *amendment, plain(option.title)))
    return [Paragraph(said("Options:")), Listing(tuple(lines))]


def _rounds(one: Vote) -> list[Block]:
    if not one.rounds:
        return []
    head = ("Round", *(option.letter for option in one.options), "Exhausted", "Total")
    rows = tuple(
        (_round_name(line.number, line.out), *line.votes, line.exhausted, line.total) for line in one.rounds
    )
    return [Grid(f"{vote(one.number)}, round by round", head, rows)]


def _called(one: Vote) -> list[Block]:
    if not one.called:
        return []
    return [Grid(f"{vote(one.number)}, roll call", ("Seat", "Name", "Ballot"), one.called, is_words=True)]


def _round_name(number: int, out: tuple[str, ...]) -> str:
    return f"{number} (− {', '.join(out)})" if out else str(number)


def _pairs(one: Vote) -> list[Block]:
    pairwise = one.result.get("pairwise")
    if not pairwise:
        return []
    ids = [option.id for option in one.options]
    rows = tuple(
        (option.letter, *(pairwise.get(option.id, {}).get(other) for other in ids)) for option in one.options
    )
    head = ("Preferred to", *(option.letter for option in one.options))
    return [Grid(f"{vote(one.number)}, two by two", head, rows)]


def _chance(one: Vote) -> list[tuple[str, Runs]]:
    lines: list[tuple[str, Runs]] = [("Ties", said(ties(one)))]
    if one.lot:
        drawn = (
            plain("committed before the chair's number "),
            code(one.lot.commitment),
            plain(f"; chair's number {one.lot.chair_number}; system's half "),
            code(one.lot.half),
            plain(f"; order {' '.join(one.lot.order)}"),
        )
        lines.append(("Lots", drawn))
    return lines


def _afterwards(one: Vote, links: Links) -> list[tuple[str, Runs]]:
    if one.is_by_hand:
        said_ = f"counted by hand by two tellers who agreed: {one.stored.number} in all, sha256 "
        counted = (plain(said_), code(one.stored.digest), plain("; it cannot be recounted"))
        return [("Effect", _effect(one.effect, links)), ("Counted by hand", counted)]
    fits = "as at the closing" if one.stored.is_as_closed else "NOT those of the closing"
    recounted = "recounted: equal" if one.stored.is_recounted_equal else "recounted: NOT EQUAL"
    stored = (
        plain(f"{one.stored.number} stored, sha256 "),
        code(one.stored.digest),
        plain(f", {fits}; {recounted}"),
    )
    number = str(len(one.challenges) or "none")
    challenged = f"{number} until {moment(one.challenge_until)}" if one.challenge_until else number
    lines: list[tuple[str, Runs]] = [
        ("Effect", _effect(one.effect, links)),
        ("Stored", stored),
        ("Challenges", said(challenged)),
    ]
    return lines


def _effect(one: Effect, links: Links) -> Runs:
    sentences = effect(one)
    if one.adopted is None or one.digest is None:
        return said(" ".join(sentences))
    head = (links.am(one.adopted), plain(f" adopted: revision {one.revision}, sha256 "), code(one.digest))
    return (*head, plain("".join(f"; {sentence.rstrip('.')}" for sentence in sentences[1:])))
