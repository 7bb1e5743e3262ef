"""What a churn has to find: each promise of the live side, broken in one place."""

import random
from collections.abc import Callable

import gevent
from flask import Flask
from sqlalchemy.orm import Session

from summit import db, events
from summit.live import namespace
from summit.live.relay import Relay


def join_after_read(app: Flask) -> None:
    """Read what was missed first, and join the rooms a moment later."""
    joined = namespace.join_room

    def later(following: list, memory: object, language: str) -> object:
        answer = namespace.missed(following, memory, language)
        gevent.sleep(0.05)
        for position in following:
            joined(namespace.rooms.room_in(str(position.topic), language))
        return answer

    namespace.join_then_read = later


def number_taken_early(app: Flask) -> None:
    """Take the number when the event is announced, and not last before the commit."""
    db.BEFORE_COMMIT.remove(events._number)
    announce = events.announce

    def early(topic: events.TopicName, kind: str, **payload: object) -> None:
        announce(topic, kind, **payload)
        with db.db.engine.begin() as elsewhere, Session(elsewhere) as session:
            moved = events._moved(session, topic, 1) or events._born(session, topic, 1)
            told = {"topic_id": moved.id, "seq": moved.head}
            head = events.Head(str(topic), moved.epoch, moved.head)
            session.commit()
        db.db.session.add(events.Event(**told, type=kind, payload=payload))
        db.current_unit().after_commit.append(lambda: events._poke([head]))
        gevent.sleep(random.uniform(0, 0.03))  # noqa: S311 - what else a service does before its commit

    for module in ("summit.debates.services.interventions", "summit.events"):
        _replace(module, "announce", early)


def emit_before_commit(app: Flask) -> None:
    """Send the frame while the transaction may still fail."""
    live = app.extensions["summit-live"]

    def emitted(session: Session, unit: db.Unit) -> None:
        for name in {event.topic for event in unit.announced}:
            stream = session.query(events.Topic).filter_by(kind=name.kind, key=name.key).one()
            told = [event for event in unit.announced if event.topic == name]
            first = stream.head - len(told) + 1
            frame = {
                "topic": str(name),
                "epoch": stream.epoch,
                "head": stream.head,
                "events": [
                    {"seq": seq, "type": event.type, "payload": event.payload}
                    for seq, event in enumerate(told, first)
                ],
            }
            live.socketio.emit("frame", frame, to=namespace.rooms.room_in(str(name), "en"))

    db.BEFORE_COMMIT.append(emitted)


def no_heartbeat(app: Flask) -> None:
    """Never say where the streams stand."""
    Relay._heartbeat = lambda self: None  # type: ignore[method-assign]


def no_command_key(app: Flask) -> None:
    """Do a command as often as it is sent."""
    _replace("summit.web.commands", "once", lambda person, key, body, act: db.transaction(act)())


def no_snapshot(app: Flask) -> None:
    """Read a page in as many views of the database as it has statements."""
    app.before_request_funcs[None].remove(db.begin_page)


def _replace(module: str, name: str, value: object) -> None:
    setattr(__import__(module, fromlist=[name]), name, value)


BREAKS: dict[str, Callable[[Flask], None]] = {
    "join after read": join_after_read,
    "number taken early": number_taken_early,
    "emit before commit": emit_before_commit,
    "no heartbeat": no_heartbeat,
    "no command key": no_command_key,
    "no snapshot": no_snapshot,
}
