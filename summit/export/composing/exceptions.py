"""Exceptions: what did not go the usual way, with its time and reason."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from summit.db import db
from summit.debates.models import Debate, Intervention
from summit.export.composing.acts import Acts
from summit.export.composing.conduct import conduct, who
from summit.export.model import Exceptional, Translated, Vote
from summit.export.wording import ams, vote
from summit.record import RecordEntry
from summit.voting.models import Poll, PollState
from summit.voting.queries import real_polls
from summit.web.filters import language_name


def exceptions(
    votes: tuple[Vote, ...], translations: Iterable[Translated], acts: Acts
) -> tuple[Exceptional, ...]:
    """Void polls, what was taken back, corrections, words taken down, ties by lot, counts by hand, copies,
    early closes, changed rolls, floors taken over, stale translations, unfit ballots."""
    return (
        *_void(acts),
        *_taken_back(acts),
        *_not_adopted(acts),
        *_corrected(acts),
        *_removed(acts),
        *conduct(votes, acts),
        *_restored(acts),
        *_stale(translations),
        *_unfit(votes),
    )


def _void(acts: Acts) -> list[Exceptional]:
    at = {entry.payload.get("poll"): entry.at for entry in acts.of_kind("poll_voided")}
    polls = db.session.scalars(real_polls().where(Poll.state == PollState.VOID))
    return [
        Exceptional(
            acts.local(at.get(poll.number)), f"{vote(poll.number)} ({poll.title}) is void: {poll.void_reason}"
        )
        for poll in polls
    ]


def _taken_back(acts: Acts) -> list[Exceptional]:
    said = []
    for entry in acts.of_kind("adoption_rescinded"):
        payload = entry.payload
        sentence = (
            f"Revision {payload['revision']} of document {payload['document']} takes revision "
            f"{payload['rescinds']} back, which {vote(payload['poll'])} had adopted"
        )
        said.append(Exceptional(acts.local(entry.at), sentence + _besides(payload)))
    return said


def _not_adopted(acts: Acts) -> list[Exceptional]:
    """Texts that were rejected, referred or withdrawn, with their vote; and votes on texts taken back."""
    said = []
    for entry in acts.entries:
        payload = entry.payload
        if entry.kind == "text_decided" and payload["becomes"] != "adopted":
            by = f" by {vote(payload['poll'])}" if payload["poll"] is not None else " without a vote"
            to = f" to {payload['to']}" if payload["to"] else ""
            why = f": {payload['reason'].rstrip('.')}" if payload["reason"] else ""
            sentence = f"Document {payload['document']} was {payload['becomes']}{to}{by}{why}"
            said.append(Exceptional(acts.local(entry.at), sentence))
        elif entry.kind == "fate_taken_back":
            sentence = f"Document {payload['document']} is before its body again"
            sentence += f", since {vote(payload['poll'])} is void"
            said.append(Exceptional(acts.local(entry.at), sentence))
    return said


def _besides(payload: Mapping[str, Any]) -> str:
    """What else a change of the text did: to what built upon it, and to what lost its words."""
    words = ""
    if payload.get("held"):
        words += f"; on hold, since they built upon it: {ams(payload['held'])}"
    orphaned = [int(number) for number, fate in payload["carried"].items() if fate == "orphaned"]
    return words + (f"; without their words: {ams(orphaned)}" if orphaned else "")


def _corrected(acts: Acts) -> list[Exceptional]:
    said = []
    for entry in acts.entries:
        if entry.kind not in ("document_corrected", "correction_rescinded"):
            continue
        payload = entry.payload
        did = (
            "is an editorial correction"
            if entry.kind == "document_corrected"
            else f"takes the correction of revision {payload['rescinds']} back"
        )
        sentence = f"Revision {payload['revision']} of document {payload['document']} {did}"
        sentence += f", by {who(payload['by'])}: {payload['reason'].rstrip('.')}"
        said.append(Exceptional(acts.local(entry.at), sentence + _besides(payload)))
    return said


def _removed(acts: Acts) -> list[Exceptional]:
    rows = db.session.execute(
        select(
            Intervention.number, Intervention.author_id, Intervention.hidden,
            Debate.anchor_kind, Debate.anchor_key,
        )
        .join(Debate, Debate.number == Intervention.debate_number)
        .where(Intervention.removed | Intervention.hidden)
        .order_by(Intervention.number)
    )  # fmt: skip
    by = {
        done: {entry.payload.get("intervention"): entry for entry in acts.of_kind(f"intervention_{done}")}
        for done in ("removed", "hidden")
    }
    return [_removal(row, "hidden" if row.hidden else "removed", by, acts) for row in rows]


def _removal(row: Any, done: str, by: Mapping[str, Mapping[Any, RecordEntry]], acts: Acts) -> Exceptional:
    entry = by[done].get(row.number)
    payload = entry.payload if entry else {}
    who = "its author" if payload.get("by") == row.author_id else "moderation"
    reason = f": {payload['reason']}" if payload.get("reason") else ""
    about = f"{row.anchor_kind} {row.anchor_key}"
    sentence = f"Intervention {row.number} in the debate about {about} was {done} by {who}{reason}"
    return Exceptional(acts.local(entry.at) if entry else None, sentence)


def _restored(acts: Acts) -> list[Exceptional]:
    said = []
    for entry in acts.entries:
        payload = entry.payload
        sentence = {
            "restored": "The database was lost and put back from a copy that ended with entry "
            f"{payload.get('entries')} of the record",
            "poll_key_lost": f"{vote(payload.get('poll') or 0)}: its key was lost while it was open; "
            f"{payload.get('envelopes')} sealed ballots could not be opened and were asked for again",
            "lot_made_anew": f"{vote(payload.get('poll') or 0)}: its lot was lost and committed to anew",
        }.get(entry.kind)
        said += [Exceptional(acts.local(entry.at), sentence)] if sentence else []
    return said


def _stale(translations: Iterable[Translated]) -> list[Exceptional]:
    counted = Counter((one.document, one.language) for one in translations if one.state == "stale")
    return [
        Exceptional(
            None,
            f"Document {document}: {number} translation{'s' * (number > 1)} into {language_name(language)} "
            f"{'are' if number > 1 else 'is'} stale, for the text has changed since",
        )
        for (document, language), number in sorted(counted.items())
    ]


def _unfit(votes: tuple[Vote, ...]) -> list[Exceptional]:
    said = []
    for one in votes:
        if not one.stored.is_as_closed:
            said.append(f"{vote(one.number)}: the stored ballots are not those of the closing")
        if not one.stored.is_recounted_equal:
            said.append(f"{vote(one.number)}: the stored ballots do not give the published result")
    return [Exceptional(None, sentence) for sentence in said]
