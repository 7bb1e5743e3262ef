"""On whose devices ballots are, while a poll is open."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'b1a7e0c94d21'
down_revision = '5eeb0a4d1c27'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'ballot_shown',
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('heard_at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_ballot_shown_person_id_person')
        ),
        sa.ForeignKeyConstraint(
            ['poll_number'], ['poll.number'], name=op.f('fk_ballot_shown_poll_number_poll')
        ),
        sa.PrimaryKeyConstraint('poll_number', 'person_id', name=op.f('pk_ballot_shown')),
    )


def downgrade() -> None:
    op.drop_table('ballot_shown')
