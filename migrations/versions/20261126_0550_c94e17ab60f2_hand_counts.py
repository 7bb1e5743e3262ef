"""Polls counted by hand in the room, by two tellers."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'c94e17ab60f2'
down_revision = '8b3f60d2c1e7'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hand_count', sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        'hand_count',
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('teller_id', sa.Integer(), nullable=False),
        sa.Column('figures', sa.JSON(), nullable=False),
        sa.Column('entered_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['poll_number'], ['poll.number'], name=op.f('fk_hand_count_poll_number_poll')
        ),
        sa.ForeignKeyConstraint(['teller_id'], ['person.id'], name=op.f('fk_hand_count_teller_id_person')),
        sa.PrimaryKeyConstraint('poll_number', 'teller_id', name=op.f('pk_hand_count')),
    )


def downgrade() -> None:
    op.drop_table('hand_count')
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_column('hand_count')
