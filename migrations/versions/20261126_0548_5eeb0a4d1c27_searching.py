"""Words as a search compares them, beside the words of amendments and interventions."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '5eeb0a4d1c27'
down_revision = 'e4f1c7730d18'
branch_labels = None
depends_on = None

TABLES = ('amendment', 'amendment_form', 'intervention')
WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
UNCOMPOSED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('sought', sa.Text(), server_default='', nullable=False))
    database = op.get_bind()
    amendment = _table('amendment', 'number', 'title', 'rationale')
    for row in database.execute(sa.select(amendment)).all():
        _store(database, amendment, [amendment.c.number == row.number], _sought(row.title, row.rationale))
    intervention = _table('intervention', 'number', 'text')
    for row in database.execute(sa.select(intervention)).all():
        _store(database, intervention, [intervention.c.number == row.number], _sought(row.text))
    form = sa.table(
        'amendment_form', sa.column('amendment_number'), sa.column('number'), sa.column('operations', sa.JSON()),
        sa.column('sought'),
    )
    for row in database.execute(sa.select(form)).all():
        here = [form.c.amendment_number == row.amendment_number, form.c.number == row.number]
        _store(database, form, here, _sought(*_new_words(row.operations)))


def downgrade() -> None:
    for table in reversed(TABLES):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('sought')


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(one) for one in (*columns, 'sought')))


def _store(database: sa.Connection, table: sa.TableClause, here: list, words: str) -> None:
    database.execute(table.update().where(*here).values(sought=words))


def _new_words(operations: list[dict]) -> list[str]:
    """As they are written: signs of markup are no words."""
    found = []
    for one in operations:
        found += [one['text']] if 'text' in one else []
        found += [new['text'] for new in one.get('provisions', ())]
    return found


def _sought(*texts: str) -> str:
    return "\n".join("".join(f" {word}" for word in map(_folded, WORD.findall(text)) if word) for text in texts)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(UNCOMPOSED)
    return "".join(sign for sign in apart if sign.isalnum()).casefold()
