"""What follows a result: challenges, rulings, statements, and repeats of void polls."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'd3e9a2b8f416'
down_revision = 'c2d8f1a7e305'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('repeats_number', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_poll_repeats_number_poll'), 'poll', ['repeats_number'], ['number']
        )
    op.create_table(
        'challenge',
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('is_upheld', sa.Boolean(), nullable=True),
        sa.Column('ruling', sa.Text(), nullable=True),
        sa.Column('ruled_by_id', sa.Integer(), nullable=True),
        sa.Column('ruled_at', UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_challenge_person_id_person')),
        sa.ForeignKeyConstraint(['poll_number'], ['poll.number'], name=op.f('fk_challenge_poll_number_poll')),
        sa.ForeignKeyConstraint(['ruled_by_id'], ['person.id'], name=op.f('fk_challenge_ruled_by_id_person')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_challenge')),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table('challenge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_challenge_poll_number'), ['poll_number'], unique=False)
    op.create_table(
        'statement',
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('words', sa.Text(), nullable=True),
        sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('gone_at', UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_statement_person_id_person')),
        sa.ForeignKeyConstraint(['poll_number'], ['poll.number'], name=op.f('fk_statement_poll_number_poll')),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_statement')),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_statement_poll_number'), ['poll_number'], unique=False)


def downgrade() -> None:
    op.drop_table('statement')
    op.drop_table('challenge')
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_poll_repeats_number_poll'), type_='foreignkey')
        batch_op.drop_column('repeats_number')
