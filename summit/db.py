"""The database session: one transaction for one user action, snapshots for pages, the database's clock."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Dialect, MetaData, Update, event, inspect, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from summit import pool, sqlite

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

RETRIES = 3
LOST_RACES = {"40001", "40P01", "23505"}
"""PostgreSQL's codes for a serialisation failure, a deadlock and a row that another made first: the next
attempt finds what the other stored. What was no race fails again and is raised."""


class Base(DeclarativeBase):
    """Base of all models; constraints get stable names so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite drops zones, so the zone is put back when a value is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class clock(FunctionElement[datetime]):  # noqa: N801 - reads as the SQL function it is
    """The database's own time, to be used inside statements: one clock for all workers."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(clock, "sqlite")
def _clock_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"


@compiles(clock, "postgresql")
def _clock_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    return "clock_timestamp()"


def now() -> datetime:
    """The database's time at this moment, aware, in UTC."""
    value = db.session.execute(select(clock())).scalar_one()
    if isinstance(value, str):  # SQLite answers an expression without a column as text
        value = datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value


def init_app(app: Flask) -> None:
    """Bind the engine of `app` and set how it keeps connections and begins transactions."""
    kept = pool.options(app.config["SQLALCHEMY_DATABASE_URI"])
    asked = app.config.get("SQLALCHEMY_ENGINE_OPTIONS", {})
    # A failed statement is logged: never with the attempt, ballot or words that it was to store.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {**kept, **asked, "hide_parameters": True}
    db.init_app(app)
    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "sqlite":
            sqlite.prepare(engine)
        event.listen(engine, "handle_error", _leave_out_the_row)


def _leave_out_the_row(context: ExceptionContext) -> None:
    """PostgreSQL tells in its detail what stood in the row that failed; a log keeps its first sentence."""
    original, told = context.original_exception, context.sqlalchemy_exception
    sentence = getattr(getattr(original, "diag", None), "message_primary", None)
    if sentence and told is not None:
        told.args = tuple(str(one).replace(str(original), sentence) for one in told.args)
        original.args = (sentence,)


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def missing_tables() -> list[str]:
    """Tables that the code knows and the database does not have: it was never migrated, or not lately."""
    return sorted(set(Base.metadata.tables) - set(inspect(db.engine).get_table_names()))


def wrote(change: Update) -> bool:
    """Whether a conditional write found its row: of two who change a state at once, one is told so."""
    done = db.session.execute(change, execution_options={"synchronize_session": False})
    return bool(cast(CursorResult[Any], done).rowcount)


# --- one user action, one transaction ---------------------------------------------------------------------


@dataclass
class Unit:
    """What the outermost transaction carries until its commit."""

    announced: list[Any] = field(default_factory=list)
    after_commit: list[Callable[[], object]] = field(default_factory=list)
    doomed: bool = False


BEFORE_COMMIT: list[Callable[[Session, Unit], None]] = []
"""Hooks run last inside the outermost transaction (the numbering of events)."""

# SQLite has one writer. A lock in the process is fair and lets greenlets wait without freezing the loop.
_writer = threading.RLock()


def transaction(service: Callable[P, R]) -> Callable[P, R]:
    """Make `service` one transaction; a transaction inside another joins it.

    The outermost owns begin, numbering of events, commit and retry. A failure inside dooms the whole,
    even when it is caught on the way: half an action is never stored.
    """

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        unit = db.session().info.get("unit")
        if unit is None:
            return _outermost(lambda: service(*args, **kwargs))
        try:
            return service(*args, **kwargs)
        except BaseException:
            unit.doomed = True
            raise

    return run


def is_writing() -> bool:
    """Whether a write transaction is running here: nothing may wait for others in it."""
    return "unit" in db.session().info


def current_unit() -> Unit:
    """The running transaction's unit; RuntimeError outside of one."""
    unit = db.session().info.get("unit")
    if unit is None:
        raise RuntimeError("no transaction is running: call this from a service")
    return unit


def after_commit(act: Callable[[], object]) -> None:
    """Run `act` once the outermost transaction is on disk, and never if that fails.

    A failure of `act` itself is logged: the action it follows has been done.
    """
    current_unit().after_commit.append(act)


def _outermost(act: Callable[[], R]) -> R:
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes outside a transaction")
    for attempt in range(RETRIES + 1):
        try:
            with _writing(session) as unit:
                result = act()
                if unit.doomed:
                    raise RuntimeError("a failure inside this transaction was swallowed")
                for hook in BEFORE_COMMIT:
                    hook(session, unit)
                session.commit()
            break
        except DBAPIError as error:
            if attempt == RETRIES or getattr(error.orig, "sqlstate", None) not in LOST_RACES:
                raise
    for told in unit.after_commit:
        _tell(told)
    return result


def _tell(told: Callable[[], object]) -> None:
    """What is stored is stored: nobody may hear of a failure because a follow-up of it failed."""
    try:
        told()
    except Exception:
        log.exception("after a commit: %s failed", told)


@contextmanager
def _writing(session: Session) -> Iterator[Unit]:
    session.rollback()  # what was read before decides nothing
    unit = Unit()
    is_alone = is_sqlite()
    if is_alone:
        _writer.acquire()
    session.info["unit"] = unit
    try:
        session.connection(execution_options={"summit_write": True})
        yield unit
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info["unit"]
        if is_alone:
            _writer.release()


def begin_page() -> None:
    """Before a GET: one consistent view of the database, so that a page's content fits the heads it carries.

    It has to run before anything is read in the request, the signed-in person included. SQLite's deferred
    BEGIN is such a view by itself.
    """
    if request.method in ("GET", "HEAD") and not is_sqlite():
        db.session.rollback()
        db.session.connection(
            execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        )
