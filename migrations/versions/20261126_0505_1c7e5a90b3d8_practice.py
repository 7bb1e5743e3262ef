"""Practice polls: about no document, perhaps of one person, and who has been offered practice."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = '1c7e5a90b3d8'
down_revision = 'f5a2d8841e29'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'practice_answered',
        sa.Column('person_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_practice_answered_person_id_person')
        ),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_practice_answered')),
    )
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.alter_column('document_number', existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column('practice_of', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_poll_practice_of_person'), 'person', ['practice_of'], ['id']
        )


def downgrade() -> None:
    for table in ('envelope', 'ballot', 'participation', 'late_cast', 'roll', 'poll_option'):
        op.execute(f'DELETE FROM {table} WHERE poll_number < 0')
    op.execute('DELETE FROM poll WHERE number < 0')
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_poll_practice_of_person'), type_='foreignkey')
        batch_op.drop_column('practice_of')
        batch_op.alter_column('document_number', existing_type=sa.Integer(), nullable=False)
    op.drop_table('practice_answered')
