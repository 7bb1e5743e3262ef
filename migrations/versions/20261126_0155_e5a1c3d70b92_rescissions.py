"""Adoptions that are taken back, and what is put on hold with them."""

import sqlalchemy as sa
from alembic import op

revision = 'e5a1c3d70b92'
down_revision = '5e0c7f31d9a2'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rescinds', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('held', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('reason', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_column('reason')
        batch_op.drop_column('held')
        batch_op.drop_column('rescinds')
