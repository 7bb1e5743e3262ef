"""A close that is told two minutes before it begins."""

import sqlalchemy as sa
from alembic import op

from summit.db import UtcDateTime

revision = 'e4f0b3c9a527'
down_revision = 'd3e9a2b8f416'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.add_column(sa.Column('planned_close_at', UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('poll', schema=None) as batch_op:
        batch_op.drop_column('planned_close_at')
