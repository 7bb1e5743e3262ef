"""Roll calls: ballots with their voters on them, apart from those of secret polls."""

import sqlalchemy as sa
from alembic import op

revision = '8b3f60d2c1e7'
down_revision = '1c7e5a90b3d8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'called_vote',
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('seat_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('id', sa.String(length=64), nullable=False),
        sa.Column('content', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_called_vote_person_id_person')
        ),
        sa.ForeignKeyConstraint(
            ['poll_number'], ['poll.number'], name=op.f('fk_called_vote_poll_number_poll')
        ),
        sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_called_vote_seat_id_seat')),
        sa.PrimaryKeyConstraint('poll_number', 'seat_id', name=op.f('pk_called_vote')),
    )


def downgrade() -> None:
    op.drop_table('called_vote')
