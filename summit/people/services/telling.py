"""Tell one person what concerns them alone: it waits on their own page until they have read it."""

from sqlalchemy import update

from summit.db import clock, db, transaction
from summit.domain.errors import NotFound
from summit.events import announce
from summit.people.models import News
from summit.people.queries import own_topic


@transaction
def tell_person(person_id: int, kind: str, **about: int | str | None) -> None:
    """Keep this for the person until it is read, and let their open pages know at once.

    What is told stands in no public stream, list or export.
    """
    db.session.add(News(person_id=person_id, kind=kind, about=about))
    announce(own_topic(person_id), "news_told")


@transaction
def read_news(actor_id: int, number: int) -> News:
    """The person has read one thing they were told. Raises NotFound where they were not told it."""
    found = db.session.get(News, number)
    if found is None or found.person_id != actor_id:
        raise NotFound("You were not told this.")
    _read(actor_id, News.id == number)
    return found


@transaction
def read_all_news(actor_id: int, up_to: int) -> None:
    """They have read all that they were told up to this one, which their page showed."""
    _read(actor_id, News.id <= up_to)


def _read(actor_id: int, which: object) -> None:
    db.session.execute(
        update(News)
        .where(News.person_id == actor_id, News.read_at.is_(None), which)  # type: ignore[arg-type]
        .values(read_at=clock())
        .execution_options(synchronize_session=False)
    )
    announce(own_topic(actor_id), "news_read")
