"""The blocks as plain JSON for the typesetter: all words are values, so none can be taken for commands."""

from typing import Any

from summit.domain.text.shown import VisibleRun
from summit.export.blocks import (
    Block,
    Changed,
    Drawn,
    Facts,
    Grid,
    Heading,
    Listing,
    Paragraph,
    QrCode,
    Runs,
    TextOf,
)
from summit.export.model import FinalDocument
from summit.export.outline import outline
from summit.export.qr_codes import qr_code
from summit.jobs.politely import politely

LANGUAGE = "en"


def typeset(document: FinalDocument) -> dict[str, Any]:
    """What templates/export/final.typ draws."""
    blocks = outline(document)
    return {
        "title": document.title,
        "status": document.status,
        "language": LANGUAGE,
        "code": document.record_code,
        "anchors": sorted({one.anchor for one in blocks if isinstance(one, Heading) and one.anchor}),
        "blocks": _with_contents([_block(one) for one in politely(blocks)]),
    }


def _with_contents(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The list of contents stands on the cover, which is everything before the first part."""
    cover = next(at for at, one in enumerate(blocks) if one.get("level") == 2)
    return [*blocks[:cover], {"is": "contents"}, *blocks[cover:]]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, words, anchor):
            return {"is": "heading", "level": level, "words": words, "anchor": anchor}
        case Paragraph(words):
            return {"is": "paragraph", "words": _runs(words)}
        case Facts(lines):
            return {"is": "facts", "lines": [{"name": name, "words": _runs(words)} for name, words in lines]}
        case Listing(items):
            return {"is": "listing", "items": [_runs(item) for item in items]}
        case Grid(caption, head, rows, is_words):
            cells = [["–" if cell is None else cell for cell in row] for row in rows]
            return {"is": "grid", "caption": caption, "head": list(head), "rows": cells, "words": is_words}
        case QrCode(address):
            return {"is": "qr", "address": address, "drawn": qr_code(address)}
        case TextOf(language=language, drawn=drawn) | Changed(language=language, drawn=drawn):
            return {"is": "text", "language": language, "drawn": [_drawn(one) for one in drawn]}


def _drawn(one: Drawn) -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "label": one.label,
        "depth": one.provision.depth,
        "level": one.level,
        "sign": one.sign,
        "words": _runs(one.words),
        "rows": [[_runs(cell) for cell in row] for row in one.rows],
        "marks": [_runs(mark) for mark in one.marks],
    }


def _runs(runs: Runs) -> str | list[dict[str, Any]]:
    """Plain words as such: most are, and the typesetter need not look into them."""
    first = runs[0] if len(runs) == 1 else None
    if first is not None and first.kind == "equal" and not first.marks and "\n" not in first.text:
        return first.text
    return [_run(run) for run in runs]


def _run(run: VisibleRun) -> dict[str, Any]:
    marks = dict(run.marks)
    return {
        "fate": run.kind,
        "lines": run.text.split("\n"),
        "link": marks.pop("link", ""),
        "marks": [name for name in marks if name != "break"],
    }
