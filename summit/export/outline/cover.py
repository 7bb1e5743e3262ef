"""The cover, the preamble, the corrigenda and the signatures: what the secretariat gives the document."""

from datetime import date

from summit.domain.wording import listed
from summit.export.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Listing,
    Paragraph,
    QrCode,
    Runs,
    code,
    plain,
    said,
    strong,
)
from summit.export.model import Corrigendum, Cover, FinalDocument
from summit.export.outline.changes import place
from summit.export.outline.links import Links
from summit.export.wording import moment
from summit.web.filters import language_name


def cover(document: FinalDocument) -> list[Block]:
    """Title, titles in other languages, and what identifies the document."""
    about = document.cover
    return [
        Heading(1, document.title),
        *(Paragraph((strong(f"{language_name(one)}: "), plain(title))) for one, title in about.titles),
        Paragraph(said("Final document with the record of its votes")),
        *_edition(document),
        Facts(tuple(_facts(document, about))),
        *([QrCode(about.address)] if about.address else []),
    ]


def _facts(document: FinalDocument, about: Cover) -> list[tuple[str, Runs]]:
    entries = f" after {document.record_entries} entries"
    lines: list[tuple[str, Runs]] = [
        ("Number", said(about.number)),
        ("Status", said(document.status_in_words)),
        ("Place", said(about.place)),
        ("Dates", said(days(about.first_day, about.last_day))),
        ("As of", said(moment(document.as_of) if document.as_of else "nothing has happened yet")),
        ("Time zone", said(document.zone)),
        ("Language of authority", said(listed([language_name(one) for one in about.languages]))),
        ("Record", (plain("head "), code(document.record_code), plain(entries))),
        ("Digest", (plain("sha256 "), code(document.digest))),
        ("To verify", (plain(about.address, about.address),) if about.address else ()),
    ]
    return [(name, words) for name, words in lines if words]


def days(first: date | None, last: date | None) -> str:
    """ "2014-05-27 to 2014-05-30"; nothing before a sitting is planned."""
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first} to {last}"


def _edition(document: FinalDocument) -> list[Block]:
    if not document.edition:
        return []
    sentence = (
        f"Edition in {language_name(document.edition)}. The words in the language of authority decide; "
        "what is not translated stands in it and is marked."
    )
    return [Paragraph(said(sentence))]


def preamble(document: FinalDocument) -> list[Block]:
    if not document.preamble:
        return []
    recitals = (Paragraph(said(one)) for one in document.preamble)
    return [Heading(2, "Preamble", "preamble"), *recitals]


def corrigenda(document: FinalDocument) -> list[Block]:
    """First of all, so that nobody reads past them; the texts below have them in."""
    if not document.corrigenda:
        return []
    links = Links(document)
    blocks: list[Block] = [Heading(2, "Corrigenda", "corrigenda")]
    for one in document.corrigenda:
        blocks += [
            Heading(3, f"Corrigendum {one.number}", f"corrigendum-{one.number}"),
            *corrigendum(one, links),
        ]
    return blocks


def corrigendum(one: Corrigendum, links: Links) -> list[Block]:
    """When and by whom it was made, of which text, why, and the words of before and after."""
    undone = f"; it takes the correction of revision {one.takes_back} back" if one.takes_back else ""
    text = (links.document(one.document), plain(f", {one.title}, now revision {one.revision}, sha256 "))
    return [
        Facts(
            (
                ("Made", said(f"{moment(one.at)} by {one.by}{undone}")),
                ("Text", (*text, code(one.digest))),
                ("Reason", said(one.reason)),
            )
        ),
        Paragraph(said("What it changes:")),
        Listing(tuple(place(each) for each in one.places)),
    ]


def signatures(document: FinalDocument) -> list[Block]:
    if not document.signatures:
        return []
    rows = tuple((one, "") for one in document.signatures)
    return [
        Heading(2, "Signatures", "signatures"),
        Grid("Who signs", ("Name and office", "Signature and date"), rows, is_words=True),
    ]
