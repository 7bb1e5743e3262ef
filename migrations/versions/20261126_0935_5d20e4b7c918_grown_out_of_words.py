"""Amendments that grew out of interventions."""

import sqlalchemy as sa
from alembic import op

revision = '5d20e4b7c918'
down_revision = '3be1c07d52f4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('said_number', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_amendment_said_number'), ['said_number'], unique=False)
    with op.batch_alter_table('amendment_draft', schema=None) as batch_op:
        batch_op.add_column(sa.Column('said_number', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('amendment_draft', schema=None) as batch_op:
        batch_op.drop_column('said_number')
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amendment_said_number'))
        batch_op.drop_column('said_number')
