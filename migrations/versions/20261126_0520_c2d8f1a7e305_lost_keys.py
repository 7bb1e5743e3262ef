"""Polls that pause while their key is lost, and what of their ballots did not come back."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'c2d8f1a7e305'
down_revision = 'b1a7e0c94d21'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paused_at', UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('not_found', sa.Integer(), server_default='0', nullable=False))
    op.create_table(
        'lost_envelope',
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('seat_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['poll_number'], ['poll.number'], name=op.f('fk_lost_envelope_poll_number_poll')
        ),
        sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_lost_envelope_seat_id_seat')),
        sa.PrimaryKeyConstraint('poll_number', 'seat_id', name=op.f('pk_lost_envelope')),
    )


def downgrade() -> None:
    op.drop_table('lost_envelope')
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_column('not_found')
        batch_op.drop_column('paused_at')
