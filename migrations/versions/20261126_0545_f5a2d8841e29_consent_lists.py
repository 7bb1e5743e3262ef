"""Consent lists and what is pulled out of them."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'f5a2d8841e29'
down_revision = 'b81f0a6d2c47'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pulls_needed', sa.Integer(), nullable=True))
    op.create_table(
        'consent_item',
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('amendment_number', sa.Integer(), nullable=False),
        sa.Column('does', sa.String(length=10), nullable=False),
        sa.Column('operations', sa.JSON(), nullable=False),
        sa.Column('pulled_at', UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['amendment_number'], ['amendment.number'], name=op.f('fk_consent_item_amendment_number_amendment')
        ),
        sa.ForeignKeyConstraint(
            ['poll_number'], ['poll.number'], name=op.f('fk_consent_item_poll_number_poll')
        ),
        sa.PrimaryKeyConstraint('poll_number', 'amendment_number', name=op.f('pk_consent_item')),
    )
    op.create_table(
        'consent_pull',
        sa.Column('poll_number', sa.Integer(), nullable=False),
        sa.Column('amendment_number', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['amendment_number'], ['amendment.number'], name=op.f('fk_consent_pull_amendment_number_amendment')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_consent_pull_person_id_person')),
        sa.ForeignKeyConstraint(
            ['poll_number'], ['poll.number'], name=op.f('fk_consent_pull_poll_number_poll')
        ),
        sa.PrimaryKeyConstraint('poll_number', 'amendment_number', 'person_id', name=op.f('pk_consent_pull')),
    )


def downgrade() -> None:
    op.drop_table('consent_pull')
    op.drop_table('consent_item')
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_column('pulls_needed')
