"""text/ and amendments/: every revision of every document, and every amendment in all its forms."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from summit.db import db
from summit.documents.models import Amendment, Document, Revision
from summit.documents.queries import replaced_by, seconders
from summit.export.bundle.lines import json_lines
from summit.jobs.politely import politely
from summit.people.queries import public_name
from summit.voting.queries import Recommended, recommendations


def texts() -> Iterator[tuple[str, bytes]]:
    """Each document with its revisions, by path."""
    for document in db.session.scalars(select(Document).order_by(Document.number)):
        folder = f"text/document-{document.number:02}"
        about = {
            "number": document.number,
            "title": document.title,
            "language": document.language,
            "head": document.head,
            "imported_at": document.imported_at.isoformat(),
            "state": str(document.state),
            "decided_by": document.decided_by,
            "referred_to": document.referred_to,
            "reason": document.fate_reason,
            "moved_by": public_name(document.mover) if document.mover else None,
        }
        yield f"{folder}/document.json", json_lines(about)
        made = select(Revision).where(Revision.document_number == document.number).order_by(Revision.number)
        for revision in politely(db.session.scalars(made)):
            yield f"{folder}/revision-{revision.number:03}.json", json_lines(_revision(revision))


def _revision(one: Revision) -> dict[str, Any]:
    return {
        "document": one.document_number,
        "number": one.number,
        "digest": one.digest,
        "cause": one.cause,
        "amendment": one.amendment_number,
        "poll": one.poll_number,
        "made_at": one.made_at.isoformat(),
        "rescinds": one.rescinds,
        "held": one.held,
        "reason": one.reason,
        "author": public_name(one.author) if one.author else None,
        "operations": one.operations,
        "provisions": one.provisions,
    }


def _advice(one: Recommended) -> dict[str, Any]:
    return {
        "body": one.body_id,
        "name": one.body,
        "advice": str(one.advice),
        "modified_by": one.modified_by,
        "reasons": one.reasons,
    }


def amendments() -> Iterator[tuple[str, bytes]]:
    """Each amendment: the words of its proposer, its forms on later revisions, what became of it."""
    for one in politely(db.session.scalars(select(Amendment).order_by(Amendment.number))):
        forms = [
            {"number": form.number, "base": form.base, "origin": form.origin, "operations": form.operations}
            for form in one.forms
        ]
        about = {
            "number": one.number,
            "document": one.document_number,
            "title": one.title,
            "proposer": public_name(one.proposer),
            "taken_over_from": public_name(one.taken_over_from) if one.taken_over_from else None,
            "seconders": [public_name(each.person) for each in seconders(one.number)],
            "proposed_at": one.proposed_at.isoformat(),
            "state": str(one.state),
            "fell_because_of": one.fell_because_of,
            "lapsed_with": one.lapsed_with,
            "rationale": one.rationale,
            "replaces": replaced_by(one.number),
            "part_of": one.part_of,
            "recommended": [_advice(each) for each in recommendations([one.number]).get(one.number, ())],
            "forms": forms,
        }
        yield f"amendments/AM-{one.number:03}.json", json_lines(about)
