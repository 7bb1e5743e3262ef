"""How debates are held, words that were changed or hidden, digests of words."""

import sqlalchemy as sa
from alembic import op

revision = '3be1c07d52f4'
down_revision = '7ad3c90be114'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('debate', schema=None) as batch_op:
        batch_op.add_column(sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('slow_minutes', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('summary', sa.Text(), server_default='', nullable=False))
    with op.batch_alter_table('intervention', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hidden', sa.Boolean(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('reason', sa.String(length=500), server_default='', nullable=False))
        batch_op.add_column(sa.Column('salt', sa.String(length=64), server_default='', nullable=False))
        batch_op.add_column(sa.Column('is_kept', sa.Boolean(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_intervention_is_kept'), ['is_kept'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('intervention', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_intervention_is_kept'))
        for column in ('changed_at', 'is_kept', 'salt', 'reason', 'hidden'):
            batch_op.drop_column(column)
    with op.batch_alter_table('debate', schema=None) as batch_op:
        for column in ('summary', 'slow_minutes', 'opens_at'):
            batch_op.drop_column(column)
