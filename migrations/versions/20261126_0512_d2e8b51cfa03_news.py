"""What persons are told for themselves."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'd2e8b51cfa03'
down_revision = 'c1d7a40be9f2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'news',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('about', sa.JSON(), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('read_at', UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_news_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_news')),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table('news', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_news_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('news')
