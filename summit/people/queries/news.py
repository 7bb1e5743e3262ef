"""What a person was told for themselves."""

from sqlalchemy import bindparam, func, select

from summit.db import db
from summit.people.models import News

MOST_SHOWN = 100
MOST_READ = 20


def unread_news(person_id: int) -> list[News]:
    """What they have not read yet, the latest first."""
    wanted = select(News).where(News.person_id == person_id, News.read_at.is_(None))
    return list(db.session.scalars(wanted.order_by(News.id.desc()).limit(MOST_SHOWN)))


def read_lately(person_id: int) -> list[News]:
    """What they have read, the latest first."""
    wanted = select(News).where(News.person_id == person_id, News.read_at.is_not(None))
    return list(db.session.scalars(wanted.order_by(News.id.desc()).limit(MOST_READ)))


def count_unread(person_id: int) -> int:
    """How many things they have not read yet."""
    return db.session.scalar(_UNREAD, {"the_person": person_id}) or 0


_UNREAD = select(func.count()).where(News.person_id == bindparam("the_person"), News.read_at.is_(None))
