"""Polls remember how many seats were present when they opened and closed."""

import sqlalchemy as sa
from alembic import op

revision = 'd4f2b8816c03'
down_revision = 'b7d20c9e5f11'
branch_labels = None
depends_on = None

COLUMNS = ('present', 'present_for_quorum')


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        for name in COLUMNS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        for name in reversed(COLUMNS):
            batch_op.drop_column(name)
