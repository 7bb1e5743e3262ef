"""The same ballots under other methods, as information beside a poll's result."""

import sqlalchemy as sa
from alembic import op

revision = '7d5b0c9e41fa'
down_revision = 'd4f2b8816c03'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('other_methods', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_column('other_methods')
