"""Seconders, late admission, taking over."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'f7d2b9a4c610'
down_revision = 'e5a1c3d70b92'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seconders', sa.Integer(), server_default='0', nullable=False))
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('admission', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('ruling', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('seconded', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('tabled_at', UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('taken_over_from_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_amendment_taken_over_from_id_person'), 'person', ['taken_over_from_id'], ['id']
        )
    op.execute('UPDATE amendment SET tabled_at = proposed_at')
    op.create_table(
        'seconding',
        sa.Column('amendment_number', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['amendment_number'], ['amendment.number'], name=op.f('fk_seconding_amendment_number_amendment')
        ),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seconding_person_id_person')),
        sa.PrimaryKeyConstraint('amendment_number', 'person_id', name=op.f('pk_seconding')),
    )


def downgrade() -> None:
    op.drop_table('seconding')
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_amendment_taken_over_from_id_person'), type_='foreignkey')
        batch_op.drop_column('taken_over_from_id')
        batch_op.drop_column('tabled_at')
        batch_op.drop_column('seconded')
        batch_op.drop_column('ruling')
        batch_op.drop_column('admission')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_column('seconders')
